package com.genericcorp.hq.server.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * All of the server's classes and its tests' once more, some of them mutated. Libraries, and the
 * test's PostgreSQL, are those of everybody.
 */
final class MutatedServer extends ClassLoader {
  private static final String OURS = "com.genericcorp.hq.server.";

  private final Map<String, byte[]> mutated;

  MutatedServer(Map<String, byte[]> mutated) {
    super(MutatedServer.class.getClassLoader());
    this.mutated = mutated;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.get(name);
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] own = bytes == null ? file.readAllBytes() : bytes;
      return defineClass(name, own, 0, own.length, MutatedServer.class.getProtectionDomain());
    } catch (IOException problem) {
      throw new ClassNotFoundException(name, problem);
    }
  }
}
