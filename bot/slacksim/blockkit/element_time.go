package blockkit

import "time"

var datePicker = element(fields{
	"initial_date": may(matching("a date as YYYY-MM-DD", layout(time.DateOnly))),
}.hinting().asking().focusable())

var timePicker = element(fields{
	"initial_time": may(matching("a time as HH:mm", layout("15:04"))),
	"timezone":     may(characters(1, 255)),
}.hinting().asking().focusable())

// dateTimePicker: UNIX seconds of exactly ten digits.
var dateTimePicker = element(fields{
	"initial_date_time": may(integer(1_000_000_000, 9_999_999_999)),
}.asking().focusable())

func layout(form string) func(string) bool {
	return func(s string) bool {
		_, err := time.Parse(form, s)
		return err == nil && len(s) == len(form)
	}
}
