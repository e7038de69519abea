// Package policyfile reads the policy: a YAML file, strictly.
//
// Strict means that an unknown field, a second document, a duplicate name or
// trailing text is an error that names its place, because a policy that is
// half understood is an open gate. What no file may lower is checked by
// guard.Policy.Problems; every problem is named, not the first one.
//
// Start reading at Parse. It never reads the environment and never guesses a
// default that widens who may do something.
package policyfile
