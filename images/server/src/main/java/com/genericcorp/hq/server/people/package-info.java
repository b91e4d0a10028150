/** The people of an organisation as they are stored: users, invitations, sessions. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.server.people;
