package blockhtml

// elements says how each element that acts when it is pressed is written; what holds an answer is in answerable.go.
var elements map[string]func(r *renderer, b, e object)

func init() {
	elements = map[string]func(r *renderer, b, e object){
		"button":   (*renderer).button,
		"overflow": (*renderer).overflow,
		"image":    func(r *renderer, _, e object) { r.imageLink(e) },
	}
}

// element writes one element of a section or of actions.
func (r *renderer) element(b, e object) {
	if write, ok := elements[kind(e)]; ok {
		write(r, b, e)
		return
	}
	r.answerable(r.newAnswerable(b, e))
}

func (r *renderer) actions(b object) {
	r.in("div", as{class("bk-actions")}, func() {
		for _, e := range list(b, "elements") {
			r.element(b, objectOf(e))
		}
	})
}
