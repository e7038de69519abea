package blockkit

// maxText is the most any text object holds, where nothing stricter is said.
const maxText = 3000

// plainText is a text object that Slack shows as it stands.
func plainText(most int) rule {
	return kinds(map[string]rule{"plain_text": plainFields(most)})
}

// anyText is a text object with or without markup.
func anyText(most int) rule {
	return kinds(map[string]rule{"plain_text": plainFields(most), "mrkdwn": mrkdwnFields(most)})
}

// Slack refuses emoji on mrkdwn and verbatim on plain_text.
func plainFields(most int) rule {
	return typed(fields{"text": need(characters(1, most)), "emoji": may(boolean)})
}

func mrkdwnFields(most int) rule {
	return typed(fields{"text": need(characters(1, most)), "verbatim": may(boolean)})
}

// placeholder: Slack allows 150 characters.
var placeholder = plainText(150)

// confirmation is the dialog that asks before an element acts: title 100, text 300, each button 30.
var confirmation = object(fields{
	"title":   need(plainText(100)),
	"text":    need(anyText(300)),
	"confirm": need(plainText(30)),
	"deny":    need(plainText(30)),
	"style":   may(buttonStyle),
})

var buttonStyle = oneOf("primary", "danger")
