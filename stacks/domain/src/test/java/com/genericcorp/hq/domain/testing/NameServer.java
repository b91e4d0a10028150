package com.genericcorp.hq.domain.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server of the loopback, over UDP and TCP, that plays all: asked to look further (RD) it is
 * a resolver that knows every record, and otherwise the servers of the zone above, which send on.
 */
public final class NameServer implements AutoCloseable {
  private static final int MOST_BYTES = 65_535;
  private static final long TTL = 300;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final List<Record> records = new ArrayList<>();
  private final Map<Name, List<Record>> delegations = new HashMap<>();
  private final Map<String, Integer> errors = new HashMap<>();
  private final Set<Name> silent = new HashSet<>();
  private final Set<Name> garbled = new HashSet<>();
  private final AtomicInteger truncated = new AtomicInteger();
  private final AtomicInteger overTcp = new AtomicInteger();

  public NameServer() {
    Sockets sockets = Sockets.open();
    udp = sockets.udp();
    tcp = sockets.tcp();
    start("name-server-udp", this::serveUdp);
    start("name-server-tcp", this::serveTcp);
  }

  /** Both of one port, which nobody else has. */
  private record Sockets(DatagramSocket udp, ServerSocket tcp) {
    private static final int ATTEMPTS = 20;

    static Sockets open() {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      IOException last = new IOException("no port");
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          ServerSocket tcp = new ServerSocket(0, 50, loopback);
          try {
            return new Sockets(new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
          } catch (IOException taken) {
            tcp.close();
            last = taken;
          }
        } catch (IOException problem) {
          last = problem;
        }
      }
      throw new UncheckedIOException(last);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
  }

  /** How many answers were cut off, over UDP. */
  public int truncated() {
    return truncated.get();
  }

  /** How many questions came over TCP. */
  public int overTcp() {
    return overTcp.get();
  }

  /** Adds records, as {@code demo.example.com A 192.0.2.1}. */
  public synchronized NameServer with(String... lines) {
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      records.add(record(words[0], words[1], words[2]));
    }
    return this;
  }

  /** Adds a zone whose servers this one plays. */
  public NameServer zone(String zone) {
    return with(
        zone + " SOA ns." + zone + ". host." + zone + ". 1 3600 600 86400 300",
        zone + " NS ns." + zone + ".",
        "ns." + zone + " A 127.0.0.1");
  }

  /** The zone above sends those who look for this one to these. */
  public synchronized NameServer delegate(String zone, String... nameServers) {
    List<Record> sent = new ArrayList<>();
    for (String server : nameServers) {
      sent.add(record(zone, "NS", server + "."));
    }
    delegations.put(name(zone), sent);
    return this;
  }

  /** Answers with an error. */
  public synchronized NameServer fails(String name, int type, int code) {
    errors.put(name(name) + " " + type, code);
    return this;
  }

  /** Does not answer. */
  public synchronized NameServer ignores(String name) {
    silent.add(name(name));
    return this;
  }

  /** Answers with what is no answer. */
  public synchronized NameServer garbles(String name) {
    garbled.add(name(name));
    return this;
  }

  private static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static Record record(String name, String type, String value) {
    try {
      return Record.fromString(name(name), Type.value(type), DClass.IN, TTL, value, Name.root);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private void serveUdp() {
    byte[] buffer = new byte[MOST_BYTES];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] asked = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
        Message query = new Message(asked);
        int most = query.getOPT() == null ? 512 : query.getOPT().getPayloadSize();
        byte[] answer = answer(query, most);
        if (answer.length > 0) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        // The next question, or the end.
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] asked = in.readNBytes(in.readUnsignedShort());
        overTcp.incrementAndGet();
        byte[] answer = answer(new Message(asked), MOST_BYTES);
        out.writeShort(answer.length);
        out.write(answer);
      } catch (IOException closed) {
        // The next question, or the end.
      }
    }
  }

  private synchronized byte[] answer(Message query, int most) {
    Record question = query.getQuestion();
    if (silent.contains(question.getName())) {
      return new byte[0];
    }
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    if (garbled.contains(question.getName())) {
      byte[] spoilt = answer.toWire();
      spoilt[7] = 9; // it says that it has nine answers, and has none
      return spoilt;
    }
    Integer error = errors.get(question.getName() + " " + question.getType());
    if (error != null) {
      answer.getHeader().setRcode(error);
    } else if (!query.getHeader().getFlag(Flags.RD)) {
      delegations
          .getOrDefault(question.getName(), List.of())
          .forEach(record -> answer.addRecord(record, Section.AUTHORITY));
    } else {
      resolve(question.getName(), question.getType(), answer);
    }
    byte[] wire = answer.toWire();
    if (wire.length > most) {
      truncated.incrementAndGet();
      answer.removeAllRecords(Section.ANSWER);
      answer.getHeader().setFlag(Flags.TC);
      wire = answer.toWire();
    }
    return wire;
  }

  private void resolve(Name name, int type, Message answer) {
    List<Record> own = records.stream().filter(one -> one.getName().equals(name)).toList();
    Name wildcard = name.labels() > 2 ? name.wild(1) : name;
    boolean below = records.stream().anyMatch(one -> one.getName().subdomain(name));
    List<Record> found =
        below
            ? own
            : records.stream()
                .filter(one -> one.getName().equals(wildcard))
                .map(
                    one -> record(name.toString(), Type.string(one.getType()), one.rdataToString()))
                .toList();
    for (Record record : found) {
      if (record.getType() == type || record instanceof CNAMERecord) {
        answer.addRecord(record, Section.ANSWER);
      }
      if (record instanceof CNAMERecord alias && type != Type.CNAME) {
        resolve(alias.getTarget(), type, answer);
      }
    }
    if (answer.getSection(Section.ANSWER).isEmpty()) {
      answer.getHeader().setRcode(found.isEmpty() && !below ? Rcode.NXDOMAIN : Rcode.NOERROR);
      records.stream()
          .filter(one -> one.getType() == Type.SOA && name.subdomain(one.getName()))
          .max((a, b) -> a.getName().labels() - b.getName().labels())
          .ifPresent(soa -> answer.addRecord(soa, Section.AUTHORITY));
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
