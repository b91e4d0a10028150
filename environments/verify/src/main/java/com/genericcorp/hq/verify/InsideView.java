package com.genericcorp.hq.verify;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Platform;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Looks into environments of one platform, at what their users cannot see. It is found on the class
 * path, by {@link ServiceLoader}: {@code scripts/hq} puts it there for environments of its platform
 * alone.
 */
public interface InsideView {
  /** Whose environments it knows. */
  Platform platform();

  /**
   * Finds the environment.
   *
   * @param root the repository's folder
   * @param variables the process's environment
   * @throws com.genericcorp.hq.cli.Failed when it cannot be looked into: what is missing, and how
   *     to get it, in one line
   */
  Inside of(Environment environment, Path root, Map<String, String> variables);

  /** The one of a platform, if it is on the class path. */
  static Optional<InsideView> of(Platform platform) {
    return ServiceLoader.load(InsideView.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(one -> one.platform() == platform)
        .findFirst();
  }
}
