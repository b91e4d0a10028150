package com.genericcorp.hq.server.signin;

import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.InvitationToken;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.mail.Letter;
import com.genericcorp.hq.server.mail.Mail;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Instant;

/** The links of invitations, and the letters that carry them. */
public final class InvitationLinks {
  private final Hosts hosts;
  private final Mail mail;

  public InvitationLinks(Hosts hosts, Mail mail) {
    this.hosts = hosts;
    this.mail = mail;
  }

  /**
   * A link that was handed out.
   *
   * @param mailed whether it was sent by e-mail, too
   */
  public record HandedOut(String url, Instant expiresAt, boolean mailed) {
    @Override
    public String toString() {
      return "HandedOut[***]";
    }
  }

  /**
   * The token's address. It stands in the fragment, which browsers send to nobody; whether the link
   * is for another password stands before it, for the page to say so.
   */
  public HandedOut handOut(Tenant tenant, User user, InvitationToken token, Instant expiresAt) {
    String page = user.active() ? "/invitation?reset" : "/invitation";
    String url = hosts.urlOf(tenant.slug()) + page + "#" + token.reveal();
    EmailAddress to = new EmailAddress(user.email());
    Letter letter =
        user.active()
            ? Letter.reset(to, tenant.name(), url, expiresAt)
            : Letter.invitation(to, tenant.name(), url, expiresAt);
    return new HandedOut(url, expiresAt, mail.send(letter));
  }
}
