package com.genericcorp.hq.postgres.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** macOS: {@code ps}, which tells neither program nor working directory apart. */
final class PsCommand implements ProcessTable {
  // "  501 S+   Mon Nov 23 15:10:50 2026     /usr/bin/java -jar …"
  private static final Pattern LINE =
      Pattern.compile("\\s*(\\d+)\\s+(\\S+)\\s+(\\S+\\s+\\S+\\s+\\S+\\s+\\S+\\s+\\S+)\\s*(.*)");

  @Override
  public Optional<Seen> find(long pid) {
    return list("-p", Long.toString(pid)).stream().findFirst();
  }

  @Override
  public List<Seen> all() {
    return list("-ax");
  }

  private static List<Seen> list(String... selection) {
    List<String> command = new ArrayList<>(List.of("ps", "-ww"));
    command.addAll(List.of(selection));
    command.addAll(List.of("-o", "pid=,stat=,lstart=,command="));
    ProcessBuilder ps = new ProcessBuilder(command);
    ps.environment().put("LC_ALL", "C");
    ps.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = ps.start();
      process.getOutputStream().close();
      return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException noPs) {
      return List.of();
    }
  }

  /** The processes in what {@code ps -o pid=,stat=,lstart=,command=} prints, zombies left out. */
  static List<Seen> parse(String output) {
    List<Seen> seen = new ArrayList<>();
    for (String line : output.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && !matcher.group(2).startsWith("Z")) {
        String started = matcher.group(3).replaceAll("\\s+", " ");
        long pid = Long.parseLong(matcher.group(1));
        seen.add(new Seen(pid, started, Optional.empty(), matcher.group(4), Optional.empty()));
      }
    }
    return seen;
  }
}
