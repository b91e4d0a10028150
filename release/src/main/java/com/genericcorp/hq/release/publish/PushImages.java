package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.release.assets.ReleasedImage;
import java.util.Optional;

/** Images are in the registry before anybody can read a package that names them. */
final class PushImages implements PublishStep {
  @Override
  public String name() {
    return "Push the images";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.prepared().images().isEmpty()
        ? Optional.of("the package names no image of a registry")
        : publication.isPublic();
  }

  @Override
  public void run(Publication publication) {
    for (ReleasedImage one : publication.prepared().images()) {
      publication.say("%s", publication.images().push(one, publication.prepared().version()));
    }
  }

  @Override
  public void rehearse(Publication publication) {
    for (ReleasedImage one : publication.prepared().images()) {
      publication.say("would push %s@%s", one.repository(), one.digest());
    }
  }
}
