package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.bundle.commands.BundleCommands;
import com.genericcorp.hq.cli.CommandProvider;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.deploy.commands.DeployCommands;
import com.genericcorp.hq.operate.commands.OperateCommands;
import com.genericcorp.hq.server.commands.AgentHq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} says of every command can be typed as it stands. */
class HelpTest {
  private static final String LAUNCHER = "scripts/hq ";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Carried out by the server, which knows their options. */
  private static final Set<String> PASSED_ON = Set.of("tenants", "users", "job");

  @TestFactory
  Stream<DynamicTest> examplesAreTakenAsTheyAreWritten() {
    // Some commands are several modules', of which the launcher starts one; all else is there
    // together.
    Map<String, List<CommandProvider>> modules =
        StreamSupport.stream(ServiceLoader.load(CommandProvider.class).spliterator(), false)
            .collect(Collectors.groupingBy(HelpTest::startedBesides));
    return modules.values().stream()
        .map(together -> Hq.commandLine(together))
        .flatMap(hq -> all(hq.getSubcommands().values().stream()))
        .filter(command -> command.getSubcommands().isEmpty())
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(), () -> takesItsExamples(command)));
  }

  private static String startedBesides(CommandProvider module) {
    return module instanceof BundleCommands
            || module instanceof DeployCommands
            || module instanceof OperateCommands
        ? module.getClass().getName()
        : "";
  }

  private static Stream<CommandLine> all(Stream<CommandLine> commands) {
    return commands.flatMap(
        one -> Stream.concat(Stream.of(one), all(one.getSubcommands().values().stream())));
  }

  private static void takesItsExamples(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    assertThat(usage.footer()).allSatisfy(line -> assertThat(line).hasSizeLessThan(usage.width()));
    List<String> examples =
        String.join("\n", usage.footer())
            .replaceAll("\\\\\n *", "")
            .lines()
            .filter(line -> line.contains(LAUNCHER))
            .map(line -> line.substring(line.indexOf(LAUNCHER) + LAUNCHER.length()))
            .toList();
    assertThat(examples)
        .isNotEmpty()
        .allMatch(example -> (LAUNCHER + example).startsWith(qualified(command)));
    for (String example : examples) {
      String[] words = words(example);
      // What is wrong with one, an exception says.
      CommandLine line = PASSED_ON.contains(words[0]) ? AgentHq.commandLine() : command.getParent();
      while (line.getParent() != null) {
        line = line.getParent();
      }
      assertThat(line.parseArgs(words).hasSubcommand()).isTrue();
    }
  }

  private static String qualified(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String[] words(String example) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(example);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(new String[0]);
  }
}
