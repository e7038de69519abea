package page

import "kmsguard/bot/slacksim"

// sheet is what the layout is filled from.
type sheet struct {
	Root  string
	View  string // the ID of this open page
	scene *scene
	room  slacksim.Room
	lists lists
}

// list is one list with its items.
type list struct {
	Name  string
	Items []item
}

// At is the place that the page shows.
func (s sheet) At() place { return s.scene.at }

// Title is the page's title.
func (s sheet) Title() string {
	return s.RoomTitle() + " · " + s.scene.user.Name + " · kmsguard sandbox"
}

// RoomTitle is what stands above the messages.
func (s sheet) RoomTitle() string {
	switch s.scene.at.Room {
	case homeRoom:
		return "Home of kmsguard"
	case directRoom:
		return "kmsguard, direct messages"
	}
	return "#" + s.scene.at.Room
}

// List is one list by its name.
func (s sheet) List(name string) list { return list{name, s.lists[name]} }

// PaneLists are the lists of the pane that is open.
func (s sheet) PaneLists() []list {
	var all []list
	for _, part := range s.scene.at.openPane().parts {
		all = append(all, s.List(part.list))
	}
	return all
}

// pane is what can be open beside the workspace.
type pane struct {
	name, title string
	parts       []part
}

// panes are all of them, in the order in which the page offers them.
var panes = []pane{
	{cloudPane, "Cloud", cloudParts},
	{clockPane, "Clock", clockParts},
	{faultsPane, "Faults", faultParts},
	{worldsPane, "Worlds", worldParts},
}

// openPane is the pane that is open.
func (p place) openPane() pane {
	for _, one := range panes {
		if one.name == p.Pane {
			return one
		}
	}
	return pane{title: "There is no such pane"}
}

// PaneTitle is the title of the pane that is open.
func (s sheet) PaneTitle() string { return s.scene.at.openPane().title }

// paneLink opens a pane, or closes the open one.
type paneLink struct {
	Name, Title, Link string
	Open              bool
}

// Panes are the links to all panes and to the tour.
func (s sheet) Panes() []paneLink {
	var links []paneLink
	for _, p := range panes {
		open, to := s.scene.at.Pane == p.name, p.name
		if open {
			to = ""
		}
		links = append(links, paneLink{p.name, p.title, s.scene.link(s.scene.at.pane(to)), open})
	}
	on := s.scene.at.Tour
	return append(links, paneLink{"tour", "Tour", s.scene.link(s.scene.at.tour(!on)), on})
}

// Menu, NoThread and NoPane are places one step from here.
func (s sheet) Menu() string {
	if s.scene.at.Menu {
		at := s.scene.at
		at.Menu = false
		return s.scene.link(at)
	}
	return s.scene.link(s.scene.at.menu())
}

// NoThread closes the thread.
func (s sheet) NoThread() string { return s.scene.link(s.scene.at.thread("")) }

// NoPane closes the pane.
func (s sheet) NoPane() string { return s.scene.link(s.scene.at.pane("")) }

// Skip is the part that the keyboard skips to: what is shown where there is room
// for one thing alone.
func (s sheet) Skip() string {
	switch s.scene.at.Showing() {
	case "menu":
		return "part-side"
	case "room":
		return "part-channel"
	}
	return "part-" + s.scene.at.Showing()
}

// CanSay tells whether something can be said here.
func (s sheet) CanSay() bool { return s.room.ID != "" }

// composer is a box to write in.
type composer struct{ ID, Thread, Act, Label, Complete string }

// Composer is the box of the room, or of a thread in it.
func (s sheet) Composer(thread string) composer {
	c := composer{"composer", thread, s.scene.act("say"), "Message " + s.RoomTitle() + " as @" + s.scene.user.Name, s.scene.page.root + s.scene.at.bare().in(s.scene.at.Room).path() + "/complete"}
	if thread != "" {
		c.ID, c.Label, c.Complete = "reply", "Reply in the thread as @"+s.scene.user.Name, ""
	}
	return c
}
