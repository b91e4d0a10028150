package com.genericcorp.hq.server.isolation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A copy of a class of ours in which one expression is another one. Blanks and line ends of the
 * source do not matter; that the expression stands there exactly once does.
 *
 * @param type the class's name below {@code com.genericcorp.hq.server}: {@code http.Access}
 */
record Mutation(String type, String expression, String replacement) {
  private static final String ROOT = "com.genericcorp.hq.server.";

  /** The mutated classes' bytes by their names. */
  Map<String, byte[]> compile() {
    Path file = Path.of("src/main/java", (ROOT + type).replace('.', '/') + ".java");
    String source;
    try {
      source = mutated(file, Files.readString(file));
    } catch (IOException problem) {
      throw new IllegalStateException("no source of " + type, problem);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("This Java has no compiler: run the tests with a JDK.");
    }
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (InMemory files = new InMemory(compiler.getStandardFileManager(said, null, null))) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
      List<JavaFileObject> sources = List.of(new Source(file, source));
      if (!compiler.getTask(null, files, said, options, null, sources).call()) {
        throw new IllegalStateException("the mutated " + type + ": " + said.getDiagnostics());
      }
      return files.classes();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String mutated(Path file, String source) {
    String anyBlanks =
        Arrays.stream(expression.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    Matcher matcher = Pattern.compile(anyBlanks).matcher(source);
    long times = matcher.results().count();
    if (times != 1) {
      throw new AssertionError(
          "'%s' stands %d times in %s: say in GuardsIT what this guard is now"
              .formatted(expression, times, file));
    }
    return matcher.reset().replaceFirst(Matcher.quoteReplacement(replacement));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Path file, String text) {
      super(file.toUri(), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignored) {
      return text;
    }
  }

  /** Keeps what is compiled. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    InMemory(StandardJavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String name,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      return new SimpleJavaFileObject(
          URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
