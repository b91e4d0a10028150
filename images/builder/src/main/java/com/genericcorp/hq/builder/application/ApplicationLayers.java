package com.genericcorp.hq.builder.application;

import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpec.CopiedFile;
import com.genericcorp.hq.builder.spec.ImageSpec.JavaApplication;
import com.genericcorp.hq.builder.spec.ImageSpec.User;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The layers above the base, those that change most rarely first: files and volumes, dependencies,
 * snapshot dependencies, the application. Jars stay whole (Jib's {@code packaged} mode): class-data
 * sharing needs a class path of jars.
 */
public final class ApplicationLayers {
  /** Where the application's jar is; its dependencies are in {@code lib} below. */
  static final String FOLDER = "app";

  private static final Set<String> FOR_EVERYBODY = Set.of("/tmp", "/var/tmp");
  private static final String SNAPSHOT = "-SNAPSHOT";

  private ApplicationLayers() {}

  /** The layers that are not empty. */
  public static List<NamedTree> of(ImageSpec spec, Optional<JavaApplicationJars> jars) {
    try {
      List<NamedTree> layers = new ArrayList<>();
      layers.add(new NamedTree("files", files(spec)));
      if (jars.isPresent()) {
        FileTree released = new FileTree();
        FileTree snapshots = new FileTree();
        for (Path jar : jars.get().dependencies()) {
          boolean snapshot = String.valueOf(jar.getFileName()).contains(SNAPSHOT);
          put(snapshot ? snapshots : released, FOLDER + "/lib/" + jar.getFileName(), jar);
        }
        FileTree own = new FileTree();
        Path jar = jars.get().application();
        put(own, FOLDER + "/" + jar.getFileName(), jar);
        for (Path other : jars.get().beside()) {
          put(own, FOLDER + "/" + other.getFileName(), other);
        }
        layers.add(new NamedTree("dependencies", released));
        layers.add(new NamedTree("snapshot dependencies", snapshots));
        layers.add(new NamedTree("application", own));
      }
      layers.removeIf(layer -> layer.tree().entries().isEmpty());
      return layers;
    } catch (IOException problem) {
      throw new Failed(problem, "%s's files cannot be read: %s", spec.name(), problem);
    }
  }

  /** The words that start a Java application. */
  public static List<String> entrypoint(JavaApplication java) {
    List<String> words = new ArrayList<>();
    words.add("/usr/bin/java");
    words.addAll(java.jvmOptions());
    words.add("-cp");
    words.add("/" + FOLDER + "/" + java.jar()); // its manifest names the rest
    words.add(java.mainClass());
    return words;
  }

  private static FileTree files(ImageSpec spec) throws IOException {
    FileTree tree = new FileTree();
    String origin = "images/" + spec.name() + "/image.yaml";
    User user = spec.user();
    for (String volume : spec.volumes()) {
      Node.Directory folder =
          FOR_EVERYBODY.contains(volume)
              ? new Node.Directory(01777, 0, 0)
              : new Node.Directory(0750, user.uid(), user.gid());
      tree.add(volume, folder, origin);
    }
    for (CopiedFile file : spec.files()) {
      Node node = new Node.RegularFile(file.mode(), 0, 0, Content.of(file.from()));
      tree.add(file.to(), node, origin);
    }
    return tree;
  }

  private static void put(FileTree tree, String path, Path jar) throws IOException {
    tree.add(path, new Node.RegularFile(0644, 0, 0, Content.of(jar)), jar.toString());
  }
}
