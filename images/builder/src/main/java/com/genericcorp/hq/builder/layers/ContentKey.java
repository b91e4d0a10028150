package com.genericcorp.hq.builder.layers;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.blobs.KnownDigests;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What a layer's bytes follow from, as one digest: the key under which the cache has it. */
public final class ContentKey {
  /** Raised when the same tree makes other bytes: another encoder, time or order. */
  static final String FORMAT = "layer format 1\n";

  private ContentKey() {}

  /** The key of a tree: paths, kinds, modes, owners and bytes; never a file's place or time. */
  static Digest of(FileTree tree, KnownDigests known) throws IOException {
    MessageDigest hash = Digest.sha256();
    update(hash, FORMAT);
    for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
      Node node = one.getValue().node();
      update(hash, one.getKey() + "\0");
      if (node instanceof Node.RegularFile file) {
        update(hash, "file " + digest(file.content(), known));
      } else if (node instanceof Node.SymbolicLink link) {
        update(hash, "symbolic " + link.target());
      } else if (node instanceof Node.HardLink link) {
        update(hash, "hard " + link.target());
      } else {
        update(hash, "directory");
      }
      update(
          hash,
          "\0" + Integer.toOctalString(node.mode()) + " " + node.uid() + " " + node.gid() + "\n");
    }
    return Digest.of(hash);
  }

  private static Digest digest(Content content, KnownDigests known) throws IOException {
    Optional<Path> file = content.file();
    if (file.isPresent()) {
      return known.of(file.get());
    }
    try (InputStream input = content.open()) {
      return Digest.of(input);
    }
  }

  /**
   * The key of what is made of inputs whose digests are known, such as locked packages, so that an
   * unchanged layer's tree need not be made to be recognised.
   */
  public static Digest of(String kind, Collection<String> inputs) {
    MessageDigest hash = Digest.sha256();
    update(hash, FORMAT + kind + "\n");
    inputs.forEach(input -> update(hash, input.length() + ":" + input + "\n"));
    return Digest.of(hash);
  }

  private static void update(MessageDigest hash, String text) {
    hash.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
