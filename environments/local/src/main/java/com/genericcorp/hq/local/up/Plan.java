package com.genericcorp.hq.local.up;

import com.genericcorp.hq.local.edge.EdgeMain;
import com.genericcorp.hq.local.edge.EdgeSettings;
import com.genericcorp.hq.local.processes.Jvm;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.local.programs.ClassArchive;
import com.genericcorp.hq.local.programs.Programs;
import com.genericcorp.hq.local.state.InnerPorts;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to run, as data: each process with its words and variables, by the application contract.
 *
 * @param certificate a digest of the edge's certificate: a new one needs a new edge
 */
public record Plan(
    Environment environment,
    LocalState state,
    PublicPorts publicPorts,
    InnerPorts ports,
    Secrets secrets,
    Programs programs,
    Path certificateFile,
    String certificate) {
  static final String DATABASE = "agenthq";
  static final String MIGRATOR = "migrator";
  static final String SERVER_ARCHIVE = "server";
  static final String EDGE_ARCHIVE = "edge";

  // Started fast rather than tuned for load: a small heap, the plain collector, and C1 alone, which
  // halves the processor time until it is verified.
  private static final List<String> COMMON =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8");
  // C1 alone: what ends soon, or only passes bytes on, never earns back the time of C2.
  private static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");
  private static final List<String> LONG =
      List.of("-XX:TieredStopAtLevel=1", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
  private static final List<String> ADOPT_SOURCE =
      List.of(
          "ADOPT_SOURCE_HOST",
          "ADOPT_SOURCE_PORT",
          "ADOPT_SOURCE_NAME",
          "ADOPT_SOURCE_USER",
          "ADOPT_SOURCE_PASSWORD_FILE",
          "ADOPT_SOURCE_TLS",
          "ADOPT_SOURCE_CA_FILE");
  private static final String LOOPBACK = "127.0.0.1";
  private static final String MAIL_FROM = "MAIL_FROM";

  /** {@code serve}: gateway credentials only. */
  public Jvm server() {
    Map<String, String> variables = contract();
    variables.put("PORT", Integer.toString(ports.server()));
    variables.put("MANAGEMENT_PORT", Integer.toString(ports.management()));
    variables.put("BIND_ADDRESS", LOOPBACK);
    return new Jvm(Part.SERVER, java(), options(LONG), jar(List.of("serve")), variables);
  }

  /** A command of the image that changes schemas, with the migrator's credentials. */
  public Jvm job(List<String> words) {
    Map<String, String> variables = contract();
    variables.put("MIGRATOR_USER", MIGRATOR);
    variables.put("MIGRATOR_PASSWORD_FILE", secrets.migratorPassword().toString());
    variables.put("EXPORTS", state.exports().toString());
    // Where 'tenants adopt' copies from; of its password the file's name alone.
    for (String name : ADOPT_SOURCE) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> variables.put(name, value));
    }
    return new Jvm(Part.JOB, java(), options(SHORT), jar(words), variables);
  }

  Jvm migrateAndSeed() {
    return job(List.of("seed", "--migrate", "--keys", state.keys().toString()));
  }

  /** TLS in front of the server. */
  public Jvm edge() {
    List<String> main = new ArrayList<>();
    main.addAll(List.of("-cp", programs.edgeClassPath(), EdgeMain.class.getName()));
    main.addAll(
        new EdgeSettings(
                publicPorts.https(),
                publicPorts.http(),
                ports.server(),
                environment.hosts().publicHost(),
                certificateFile,
                List.of(log(Part.SERVER), log(Part.EDGE), state.log("postgres")))
            .words());
    List<String> options = new ArrayList<>(options(SHORT));
    options.add("-Dhq.local.certificate=" + certificate);
    return new Jvm(Part.EDGE, java(), options, main, Map.of());
  }

  /** The host that inner requests name. */
  String host() {
    return environment.hosts().publicHost();
  }

  public Path log(Part part) {
    return state.log(part.toString());
  }

  ClassArchive serverArchive() {
    return new ClassArchive(programs.folder(), SERVER_ARCHIVE);
  }

  ClassArchive edgeArchive() {
    return new ClassArchive(programs.folder(), EDGE_ARCHIVE);
  }

  /** Mail goes out where whoever runs this says by what server and from whom. */
  private static Map<String, String> mail(Map<String, String> ours) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (ours.containsKey("SMTP_HOST") && ours.containsKey(MAIL_FROM)) {
      ours.forEach(
          (name, value) -> {
            if (name.startsWith("SMTP_") || name.equals(MAIL_FROM)) {
              variables.put(name, value);
            }
          });
    }
    return variables;
  }

  private Map<String, String> contract() {
    Map<String, String> variables = new LinkedHashMap<>(ApplicationContract.variables(environment));
    variables.put("PUBLIC_PORT", Integer.toString(publicPorts.https()));
    variables.put("DATABASE_HOST", LOOPBACK);
    variables.put("DATABASE_PORT", Integer.toString(ports.database()));
    variables.put("DATABASE_NAME", DATABASE);
    variables.put("DATABASE_TLS", "disable");
    variables.put("GATEWAY_SECRET_FILE", secrets.gateway().toString());
    variables.put("LC_ALL", "C.UTF-8");
    variables.putAll(mail(System.getenv()));
    return variables;
  }

  private List<String> jar(List<String> words) {
    List<String> main = new ArrayList<>(List.of("-jar", programs.serverJar().toString()));
    main.addAll(words);
    return main;
  }

  private List<String> options(List<String> more) {
    List<String> options = new ArrayList<>(COMMON);
    options.addAll(more);
    options.add("-XX:ErrorFile=" + state.logs().resolve("crash-%p.log"));
    return options;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
