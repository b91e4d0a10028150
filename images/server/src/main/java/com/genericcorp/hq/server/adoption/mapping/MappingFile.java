package com.genericcorp.hq.server.adoption.mapping;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a mapping file; its JSON schema is {@code adoption/mapping.schema.json}. */
public final class MappingFile {
  /** Larger files are refused before they are parsed. */
  static final int MAX_BYTES = 256 * 1024;

  private final String file;
  private final List<String> faults = new ArrayList<>();
  private final Map<Node, Integer> keyLines = new IdentityHashMap<>();

  private MappingFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInput with all faults, each with file and line
   */
  public static Mapping read(Path path) {
    String shown = path.toString();
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidInput("%s is longer than %d KiB", shown, MAX_BYTES / 1024);
      }
      return parse(new String(bytes, StandardCharsets.UTF_8), shown);
    } catch (NoSuchFileException missing) {
      throw new InvalidInput("%s is not there: --mapping names a file", shown);
    } catch (IOException problem) {
      throw new InvalidInput("%s cannot be read: %s", shown, problem.getMessage());
    }
  }

  /** The same for a file's text. */
  public static Mapping parse(String text, String shown) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(shown).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      MappingFile reader = new MappingFile(shown);
      Optional<Mapping> mapping = root.map(reader::mapping);
      if (root.isEmpty()) {
        reader.fault(1, "the file is empty; expected 'version' and 'tables'");
      }
      reader.refuse();
      return mapping.orElseThrow();
    } catch (MarkedYamlEngineException problem) {
      int line = problem.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new InvalidInput("%s:%d: this is not YAML: %s", shown, line, problem.getProblem());
    } catch (YamlEngineException problem) {
      throw new InvalidInput("%s: this is not YAML: %s", shown, problem.getMessage());
    }
  }

  private void refuse() {
    if (!faults.isEmpty()) {
      throw new InvalidInput("%s", String.join("\n  ", faults));
    }
  }

  private void fault(int line, String sentence) {
    faults.add(file + ":" + line + ": " + sentence);
  }

  private Mapping mapping(Node root) {
    Map<String, Node> keys = section(root, "the file", "version", "tables", "leave");
    int version = 0;
    Node number = keys.get("version");
    String text = number == null ? "" : text(number).orElse("");
    if (text.matches("[1-9][0-9]{0,3}")) {
      version = Integer.parseInt(text);
    } else {
      fault(
          number == null ? 1 : line(number),
          "'version' says for which version of our tables this was written, as in 'version: 2'");
    }
    Map<String, TableMapping> tables = new LinkedHashMap<>();
    Node all = keys.get("tables");
    if (all == null) {
      fault(line(root), "'tables' is missing: which of ours gets its rows from which");
    } else {
      entries(all, "'tables'").forEach((name, node) -> tables.put(name, table(name, node)));
    }
    return new Mapping(file, version, tables, names(keys.get("leave"), "'leave'"));
  }

  private TableMapping table(String name, Node node) {
    Map<String, Node> keys = section(node, "'" + name + "'", "from", "columns", "leave");
    String from = keys.containsKey("from") ? text(keys.get("from")).orElse("") : "";
    if (from.isEmpty()) {
      fault(line(node), "'%s' needs 'from', the source's table".formatted(name));
    }
    Map<String, ColumnMapping> columns = new LinkedHashMap<>();
    Node all = keys.get("columns");
    if (all == null) {
      fault(line(node), "'%s' needs 'columns'".formatted(name));
    } else {
      entries(all, "'columns' of '" + name + "'")
          .forEach((column, value) -> columns.put(column, column(column, value)));
    }
    return new TableMapping(
        line(node), from, columns, names(keys.get("leave"), "'leave' of '" + name + "'"));
  }

  private ColumnMapping column(String name, Node node) {
    if (node instanceof ScalarNode) {
      return new ColumnMapping(
          line(node), text(node).orElse(name), null, null, Map.of(), null, false);
    }
    Map<String, Node> keys =
        section(node, "'" + name + "'", "from", "constant", "uuid", "values", "default", "lower");
    String from = textOf(keys, "from");
    String constant = textOf(keys, "constant");
    String uuid = textOf(keys, "uuid");
    String otherwise = textOf(keys, "default");
    String lower = textOf(keys, "lower");
    Map<String, String> values = new LinkedHashMap<>();
    Node map = keys.get("values");
    if (map != null) {
      entries(map, "'values' of '" + name + "'")
          .forEach((theirs, ours) -> text(ours).ifPresent(value -> values.put(theirs, value)));
    }
    if ((from == null) == (constant == null)) {
      fault(line(node), "'%s' needs either 'from', a column, or 'constant'".formatted(name));
    }
    if (lower != null && !lower.equals("true") && !lower.equals("false")) {
      fault(line(node), "'lower' of '%s' is true or false".formatted(name));
    }
    boolean changed = !values.isEmpty() || otherwise != null || lower != null;
    if ((uuid != null && changed) || (constant != null && (uuid != null || changed))) {
      fault(
          line(node),
          "'%s' mixes what cannot be: 'uuid' and 'constant' stand alone".formatted(name));
    }
    return new ColumnMapping(
        line(node), from, constant, uuid, values, otherwise, "true".equals(lower));
  }

  private Set<String> names(@Nullable Node node, String what) {
    Set<String> names = new LinkedHashSet<>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(one -> text(one).ifPresent(names::add));
    } else if (node != null) {
      fault(line(node), what + " is a list of names: [Session, Account]");
    }
    return names;
  }

  private Map<String, Node> section(Node node, String what, String... known) {
    Map<String, Node> entries = entries(node, what);
    entries.forEach(
        (key, value) -> {
          if (!List.of(known).contains(key)) {
            fault(
                line(value),
                "'%s' is not known in %s; expected %s"
                    .formatted(key, what, String.join(", ", known)));
          }
        });
    return entries;
  }

  private Map<String, Node> entries(Node node, String what) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode map)) {
      fault(line(node), what + " holds keys and values");
      return entries;
    }
    for (NodeTuple tuple : map.getValue()) {
      Node value = tuple.getValueNode();
      keyLines.put(value, ownLine(tuple.getKeyNode()));
      text(tuple.getKeyNode())
          .ifPresent(
              key -> {
                if (entries.putIfAbsent(key, value) != null) {
                  fault(line(value), "'%s' is written twice; keep one".formatted(key));
                }
              });
    }
    return entries;
  }

  private @Nullable String textOf(Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    return node == null ? null : text(node).orElse(null);
  }

  /** A value as it is written: 007 stays 007. */
  private Optional<String> text(Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    fault(line(node), "a word or a text is expected here");
    return Optional.empty();
  }

  /** The line of a value's key, which is what people look for; its own where it has none. */
  private int line(Node node) {
    return keyLines.getOrDefault(node, ownLine(node));
  }

  private static int ownLine(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
