package com.genericcorp.hq.tour.stage;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.verify.checks.Site;
import com.genericcorp.hq.verify.targets.KeyFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the steps of a tour know of the environment and of one another. */
public final class Tour {
  private final Environment environment;
  private final Site site;
  private final Stage stage;
  private final Platform platform;
  private final Turn turn = new Turn();
  private final Map<String, Organization> organizations = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /**
   * @param root the repository's folder
   * @param keys the file with the organisations' API keys
   * @throws InvalidInput when the environment lacks an organisation, or the file a key
   */
  public Tour(Environment environment, Path root, Site site, Path keys, Stage stage) {
    this.environment = environment;
    this.site = site;
    this.stage = stage;
    this.platform = new Platform(root, environment, turn);
    for (String slug : List.of(Cast.WORKING, Cast.OTHER, Cast.SMALL)) {
      describedTier(slug);
      organizations.put(slug, new Organization(site, slug, KeyFile.read(keys, slug), turn));
    }
  }

  public Stage stage() {
    return stage;
  }

  public Platform platform() {
    return platform;
  }

  /** Who may change something now. */
  public Turn turn() {
    return turn;
  }

  public Organization organization(String slug) {
    Organization found = organizations.get(slug);
    if (found == null) {
      throw new IllegalArgumentException(slug);
    }
    return found;
  }

  public List<Organization> organizations() {
    return List.copyOf(organizations.values());
  }

  /** The tier that the environment's description gives the organisation. */
  public String describedTier(String slug) {
    return environment.sampleOrganizations().stream()
        .filter(sample -> sample.slug().value().equals(slug))
        .map(sample -> sample.tier())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "the tour is played in the sample organisations %s, %s and %s; %s has no '%s'",
                    Cast.WORKING, Cast.OTHER, Cast.SMALL, environment.name(), slug));
  }

  /** The address of a page of the organisation. */
  public String url(String slug, String path) {
    int port = site.target().httpsPort();
    return "https://" + site.target().hostOf(slug) + (port == 443 ? "" : ":" + port) + path;
  }

  /** Keeps something for a later step. */
  public void note(String name, String value) {
    notes.put(name, value);
  }

  /** What an earlier step kept. */
  public String noted(String name) {
    @Nullable String value = notes.get(name);
    if (value == null) {
      throw new Failed("no earlier step has left '%s'", name);
    }
    return value;
  }
}
