/** Who may do what: roles, people, their sessions and invitations. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.server.identity;
