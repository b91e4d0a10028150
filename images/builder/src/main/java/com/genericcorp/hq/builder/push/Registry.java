package com.genericcorp.hq.builder.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.blobs.Incoming;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.oci.Document;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** One repository of a registry. Every call is tried again when the connection breaks. */
final class Registry implements AutoCloseable {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ImageReference reference;
  private final RepeatableClient http;
  private final RegistryClient client;
  private final RegistryCalls calls;

  private Registry(ImageReference reference, RepeatableClient http, RegistryClient client) {
    this.reference = reference;
    this.http = http;
    this.client = client;
    this.calls = new RegistryCalls(reference);
  }

  /**
   * Signs in, with Docker's credentials for this registry if there are any.
   *
   * @param name {@code host/path:tag}
   */
  static Registry open(String name) {
    return open(name, RegistryCredentials.of(System.getenv()));
  }

  static Registry open(String name, RegistryCredentials credentials) {
    return open(name, credentials, RegistryClient::doPushBearerAuth);
  }

  /**
   * Signs in to read.
   *
   * @param name {@code host/path@sha256:…}; without a host it is Docker Hub's
   */
  static Registry openToPull(String name) {
    return open(name, RegistryCredentials.of(System.getenv()), RegistryClient::doPullBearerAuth);
  }

  private interface SignIn {
    boolean bearer(RegistryClient client) throws IOException, RegistryException;
  }

  private static Registry open(String name, RegistryCredentials credentials, SignIn signIn) {
    ImageReference reference;
    try {
      reference = ImageReference.parse(name);
    } catch (InvalidImageReferenceException problem) {
      throw new InvalidInput("'%s' is no image's name: expected host/path:tag", name);
    }
    String host = reference.getRegistry();
    // Docker, too, takes a registry on this machine without TLS; no other.
    boolean loopback = LOOPBACK.contains(host.replaceFirst(":\\d+$", ""));
    RepeatableClient http = new RepeatableClient(loopback);
    RegistryClient.Factory factory =
        RegistryClient.factory(EventHandlers.NONE, host, reference.getRepository(), http);
    Optional<Credential> credential = credentials.find(reference);
    credential.ifPresent(factory::setCredential);
    RegistryClient client = factory.newRegistryClient();
    Registry registry = new Registry(reference, http, client);
    boolean bearer = registry.calls.retried("sign in", () -> signIn.bearer(client));
    if (!bearer && credential.isPresent()) {
      client.configureBasicAuth();
    }
    return registry;
  }

  /** Whether the repository has a blob. */
  boolean has(Digest digest) {
    return calls.retried("look for " + digest, () -> client.checkBlob(jib(digest)).isPresent());
  }

  /** Sends a blob. */
  void send(Digest digest, Content content, LongConsumer sent) {
    // A broken upload cannot be gone on with: Jib must not send it to the same place again, which
    // the registry refuses. Each attempt here asks for a place of its own.
    Blob once =
        Blobs.from(
            output -> {
              try (InputStream input = content.open()) {
                input.transferTo(output);
              }
            },
            false);
    calls.retried(
        "send " + digest,
        () -> client.pushBlob(jib(digest), once, null, count -> sent.accept(count)));
  }

  /** Puts a manifest or an index under a tag, or under its own digest. */
  void put(Document document, String name) {
    DescriptorDigest found =
        calls.retried("put " + name, () -> client.pushManifest(new RawManifest(document), name));
    if (!found.equals(jib(document.digest()))) {
      throw new Failed(
          "%s has %s as %s, not as %s: do not use it",
          reference.getRegistry(), name, found, document.digest());
    }
  }

  /** What was found under a name that others may have written to. */
  record Found(boolean there, Optional<ManifestTemplate> readable) {}

  /** The digest that a tag names, if there is such a tag. */
  Optional<Digest> digest(String tag) {
    return calls.retried(
        "look for " + tag,
        () ->
            client
                .checkManifest(tag)
                .map(found -> Digest.parse(String.valueOf(found.getDigest()))));
  }

  /** What a tag names; Jib does not read all that is allowed there. */
  Found find(String tag) {
    return calls.retried(
        "look for " + tag,
        () -> {
          try {
            Optional<ManifestAndDigest<ManifestTemplate>> found = client.checkManifest(tag);
            return new Found(found.isPresent(), found.map(ManifestAndDigest::getManifest));
          } catch (JsonProcessingException unreadable) {
            return new Found(true, Optional.empty());
          }
        });
  }

  /**
   * What an image is made of.
   *
   * @param layers the lowest first
   */
  record Contents(Digest config, List<Digest> layers) {}

  /** The contents of an image, or of an index's image for a platform. */
  Contents contents(Digest named, ImagePlatform platform) {
    ManifestTemplate manifest = manifest(named);
    if (manifest instanceof ManifestListTemplate index) {
      List<String> fitting = index.getDigestsForPlatform(platform.architecture(), platform.os());
      if (fitting.isEmpty()) {
        throw new Failed(
            "the base %s has no image for %s: leave that platform out of image.yaml, or name"
                + " another base",
            reference, platform);
      }
      manifest = manifest(Digest.parse(fitting.get(0)));
    }
    if (!(manifest instanceof BuildableManifestTemplate image)
        || image.getContainerConfiguration() == null) {
      throw new Failed(
          "%s has a manifest of the kind %s, which is no image's: it is refused",
          reference, manifest.getManifestMediaType());
    }
    return new Contents(
        Digest.parse(image.getContainerConfiguration().getDigest().toString()),
        image.getLayers().stream().map(one -> Digest.parse(one.getDigest().toString())).toList());
  }

  private ManifestTemplate manifest(Digest digest) {
    ManifestAndDigest<ManifestTemplate> found =
        calls.retried("give " + digest, () -> client.pullManifest(digest.toString()));
    if (!found.getDigest().equals(jib(digest))) {
      throw new Failed(
          "%s sent a manifest with the digest %s instead of %s: it is refused",
          reference, found.getDigest(), digest);
    }
    return found.getManifest();
  }

  /** A manifest or an index, byte by byte. */
  Document document(Digest digest) {
    Document document =
        calls.retried(
            "give " + digest,
            () -> {
              ManifestTemplate read = client.pullManifest(digest.toString()).getManifest();
              return Document.of(read.getManifestMediaType(), http.again());
            });
    if (!document.digest().equals(digest)) {
      throw new Failed(
          "%s sent a document with the digest %s instead of %s: it is refused",
          reference, document.digest(), digest);
    }
    return document;
  }

  /** Brings a blob into a store. */
  void fetch(Digest digest, BlobStore store) {
    calls.retried(
        "give " + digest,
        () -> {
          MessageDigest hash = Digest.sha256();
          try (Incoming incoming = store.receive()) {
            client
                .pullBlob(jib(digest), size -> {}, count -> {})
                .writeTo(new DigestOutputStream(incoming.stream(), hash));
            Digest found = Digest.of(hash);
            if (!found.equals(digest)) {
              throw new Failed(
                  "%s sent a blob with the digest %s instead of %s: it is refused",
                  reference, found, digest);
            }
            return incoming.keep(digest);
          }
        });
  }

  private static DescriptorDigest jib(Digest digest) {
    try {
      return DescriptorDigest.fromDigest(digest.toString());
    } catch (DigestException problem) {
      throw new IllegalStateException(problem);
    }
  }

  @Override
  public void close() {
    try {
      http.shutDown();
    } catch (IOException problem) {
      // The connections are gone either way.
    }
  }
}
