package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.local.commands.LocalCommands;
import com.genericcorp.hq.server.commands.AgentHq;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands of {@code scripts/hq} that the server's image carries out. */
class PassedOnTest {
  private static final Pattern LINE = Pattern.compile("(?m)^  ([a-z][a-z-]*) (.*)$");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  private static CommandLine hq() {
    return Hq.commandLine(List.of(new LocalCommands()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenants", "users", "job"})
  void helpNamesTheServersCommandsAndOptions(String command) {
    CommandLine server = AgentHq.commandLine().getSubcommands().get(command);
    String help = hq().getSubcommands().get(command).getUsageMessage();
    Set<String> named = new TreeSet<>();
    Matcher lines = LINE.matcher(help);
    while (lines.find()) {
      named.add(lines.group(1));
      CommandLine one = server.getSubcommands().get(lines.group(1));
      assertThat(one).as("the server's '%s %s'", command, lines.group(1)).isNotNull();
      Matcher options = OPTION.matcher(lines.group(2));
      while (options.find()) {
        assertThat(one.getCommandSpec().optionsMap()).containsKey(options.group());
      }
    }
    assertThat(named).isEqualTo(server.getSubcommands().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenants", "users", "job"})
  void anUnknownOneIsAnsweredWithThoseThatThereAre(String command) {
    CommandLine server = AgentHq.commandLine().getSubcommands().get(command);
    StringWriter said = new StringWriter();
    CommandLine hq = hq().setErr(new PrintWriter(said));
    assertThat(CommandRunner.run(hq, command, "nonesuch")).isEqualTo(CommandRunner.INVALID);
    server
        .getSubcommands()
        .keySet()
        .forEach(name -> assertThat(said.toString()).contains("'" + command + " " + name + "'"));
    assertThat(said.toString()).contains("see 'scripts/hq " + command + " --help'");
  }
}
