package com.genericcorp.hq.domain.dns;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Asks name servers, over UDP and, where an answer is cut off, over TCP.
 *
 * @param resolvers find answers for others; asked in turn
 * @param port of the name servers that zones name
 * @param patience for one answer
 */
public record Dns(List<InetSocketAddress> resolvers, int port, Duration patience) {
  private static final int ROUNDS = 2;

  public Dns {
    resolvers = List.copyOf(resolvers);
  }

  /** A name from the root on. */
  public static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException problem) {
      throw new InvalidInput("'%s' is no domain name: %s", name, problem.getMessage());
    }
  }

  /** As it is written among people. */
  public static String shown(Name name) {
    return name.toString(true).toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Asks the resolvers.
   *
   * @param type one of {@link Type}
   */
  public Answer ask(Name name, int type) throws Unanswered {
    return first(resolvers, name, type, true);
  }

  /** Asks these servers of a zone themselves for what they know, and for nobody else. */
  Answer askAt(List<InetAddress> servers, Name name, int type) throws Unanswered {
    return first(
        servers.stream().map(server -> new InetSocketAddress(server, port)).toList(),
        name,
        type,
        false);
  }

  private Answer first(List<InetSocketAddress> servers, Name name, int type, boolean recursive)
      throws Unanswered {
    Unanswered last = new Unanswered("there is no name server to ask about " + shown(name), false);
    for (int round = 0; round < ROUNDS; round++) {
      for (InetSocketAddress server : servers) {
        try {
          return one(server, name, type, recursive);
        } catch (Unanswered problem) {
          // An error that was answered says more than silence.
          last = last.refusedToSay() && !problem.refusedToSay() ? last : problem;
        }
      }
    }
    throw last;
  }

  private Answer one(InetSocketAddress server, Name name, int type, boolean recursive)
      throws Unanswered {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    if (!recursive) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(patience);
    String what = "about " + shown(name) + " (" + Type.string(type) + ")";
    String who = server.getAddress().getHostAddress() + ":" + server.getPort();
    try {
      Message answer = resolver.send(query);
      int code = answer.getRcode();
      if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
        throw new Unanswered(who + " answers " + Rcode.string(code) + " " + what, true);
      }
      return new Answer(answer.getSection(Section.ANSWER), answer.getSection(Section.AUTHORITY));
    } catch (IOException problem) {
      boolean malformed =
          problem instanceof WireParseException || problem.getCause() instanceof WireParseException;
      String failed = malformed ? " answers what cannot be read " : " does not answer ";
      throw new Unanswered(who + failed + what, false);
    }
  }
}
