package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.config.Features;
import com.genericcorp.hq.server.people.Sessions;
import com.genericcorp.hq.server.signin.InvitationLinks;
import com.genericcorp.hq.server.signin.PasswordGate;
import com.genericcorp.hq.server.signin.SignedIn;

/** The parts that people sign in and are managed with. */
public record Identity(
    SignedIn signedIn,
    Sessions sessions,
    PasswordGate passwords,
    InvitationLinks links,
    Features features) {}
