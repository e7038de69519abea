package guard

// cell answers what an action meets in one state of a key; nil: it proceeds.
type cell func(KeyFacts) *Reason

// permits is what each action meets in each state that the cloud names. A key
// that is not there, or whose state is not known, is judged by absent and
// unreadableState.
var permits = map[Action]map[KeyState]cell{
	Disable: {
		StateEnabled:         proceeds,
		StateDisabled:        alreadyDisabled,
		StatePendingDeletion: cancelFirst,
		StatePendingImport:   pendingImport,
	},
	Delete: {
		StateEnabled:         proceeds, // with the advice to disable first
		StateDisabled:        proceeds,
		StatePendingDeletion: alreadyScheduled,
		StatePendingImport:   pendingImport,
	},
	Enable: {
		StateEnabled:         nothingToEnable,
		StateDisabled:        proceeds,
		StatePendingDeletion: cancelFirst,
		StatePendingImport:   pendingImport,
	},
	Cancel: {
		StateEnabled:         nothingToCancel,
		StateDisabled:        nothingToCancel,
		StatePendingDeletion: proceeds, // whatever the clock says
		StatePendingImport:   pendingImport,
	},
	Rotate: {
		StateEnabled:         proceeds,
		StateDisabled:        notEnabled,
		StatePendingDeletion: notEnabled,
		StatePendingImport:   pendingImport,
	},
}

// permit says why the key, as it was read, does not admit the plan.
func permit(s State, plan Plan, f KeyFacts) *Reason {
	row, ok := permits[plan.Action]
	switch {
	case !ok:
		return because(CodeUnknownAction, "There is no action "+string(plan.Action)+".", "Ask for disable, delete, enable, cancel or rotate.")
	case f.State == StateNotFound || f.State == StateDeleted:
		return absent(s, plan.Action, f)
	}
	meets, ok := row[f.State]
	if !ok {
		return unreadableState(s, plan.Action, f)
	}
	return meets(f)
}

// keyKind says why the kind of the key does not admit the plan, in any state.
func keyKind(plan Plan, f KeyFacts) (why reasons) {
	if f.ServiceManaged() {
		why.add(because(CodeServiceKey, "A cloud service made this key for itself; it can be neither disabled, nor deleted, nor rotated.", "Name a key of your own."))
	}
	if plan.Action == Delete && f.Protected {
		why.add(because(CodeProtected, "Deletion protection is on for this key.", "Switch it off in the KMS console, or with SetDeletionProtection, then ask again."))
	}
	if plan.Action == Rotate && f.Origin == originImported {
		why.add(because(CodeImportedMaterial, "The material of this key was imported; the cloud cannot rotate it.", "Import new material into a new key and move the data to it."))
	}
	return why
}

// originImported is how DescribeKey names the origin of imported key material.
const originImported = "EXTERNAL"

func proceeds(KeyFacts) *Reason { return nil }

func alreadyDisabled(KeyFacts) *Reason {
	return because(CodeAlreadyDisabled, "The key is already Disabled.", "Ask for delete to schedule its deletion, or for enable to give it back.")
}

func alreadyScheduled(f KeyFacts) *Reason {
	return because(CodeAlreadyScheduled, "The deletion of this key is already scheduled"+destroyedOn(f)+".",
		"A running window cannot be changed; cancel it, then ask again with another window.")
}

func cancelFirst(f KeyFacts) *Reason {
	return because(CodeCancelFirst, "The key is in PendingDeletion"+destroyedOn(f)+".", "Cancel its deletion first.")
}

func pendingImport(KeyFacts) *Reason {
	return because(CodePendingImport, "The key is in PendingImport: it has no key material yet.", "Import its material, or change it in the KMS console.")
}

func nothingToEnable(KeyFacts) *Reason {
	return because(CodeNothingToDo, "The key is Enabled; there is nothing to do.", "")
}

func nothingToCancel(f KeyFacts) *Reason {
	return because(CodeNothingToDo, "No deletion of this key is scheduled; it is "+string(f.State)+", and there is nothing to cancel.", "")
}

func notEnabled(f KeyFacts) *Reason {
	return because(CodeNotEnabled, "The key is "+string(f.State)+"; only an Enabled key can be rotated.", "Enable it, or cancel its deletion, then ask again.")
}

// absent tells a key that was never seen from one that is known to be deleted.
func absent(s State, a Action, f KeyFacts) *Reason {
	known := s.Gone || s.Watch != nil || f.State == StateDeleted
	switch {
	case known && a == Cancel:
		return because(CodeTooLate, "It is too late: the key has been deleted and cannot be recovered.", "Alibaba Cloud Support is the only door left.")
	case known:
		return because(CodeGone, "The key has been deleted and cannot be recovered.", "Alibaba Cloud Support is the only door left.")
	}
	return because(CodeNotFound, "There is no key "+f.Ref.ID+" in the regions looked at.", "Check the ID and the region.")
}

// unreadableState lets nothing proceed but a rescue of which the ledger knows
// that it is needed: it is carried out once the state can be read.
func unreadableState(s State, a Action, f KeyFacts) *Reason {
	if a == Cancel && s.Watch != nil || a == Enable && !s.DisabledAt.IsZero() {
		return nil
	}
	what := "The state of the key could not be read."
	if f.RawState != "" {
		what = "The key is in a state that is not known here: " + f.RawState + "."
	}
	return because(CodeStateUnknown, what, "Try again later, or look at the key in the KMS console.")
}

func destroyedOn(f KeyFacts) string {
	if f.DeleteDate.IsZero() {
		return ""
	}
	return "; it is destroyed on or after " + when(f.DeleteDate)
}
