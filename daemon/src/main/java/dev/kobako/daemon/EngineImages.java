package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.JsonObject;
import dev.kobako.image.LoadableImage;
import dev.kobako.image.MediaType;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images in the API of an engine: the section "Image" of the Docker Engine API.
 *
 * @param engine which one
 * @param connection to it, owned by the caller
 */
record EngineImages(Engine engine, EngineConnection connection) {
  private static final String NO_NAME = "<none>";

  /** Headers and padding of many small files are more than the files themselves. */
  private static final int TAR_FACTOR = 8;

  private static final long TAR_ALLOWANCE = 1L << 30;

  /**
   * An image that the engine has.
   *
   * @param place what was asked for, for messages
   * @param key what the engine knows it by
   * @param size its unpacked bytes, as the engine says
   */
  record Found(String place, String key, long size, Optional<Platform> platform) {}

  /** All images; those without a name too. */
  List<StoredImage> list() {
    List<StoredImage> all = new ArrayList<>();
    for (JsonObject image : connection.list("/images/json")) {
      Descriptor descriptor = Descriptor.of(MediaType.DOCKER_CONFIG, id(image), 0);
      all.add(
          new StoredImage(
              image.texts("RepoTags").stream().filter(tag -> !tag.contains(NO_NAME)).toList(),
              descriptor));
    }
    return all;
  }

  /** Podman before 4 leaves the algorithm out. */
  private static Digest id(JsonObject image) {
    String id = image.requiredText("Id");
    return Digest.parse(id.indexOf(':') < 0 ? "sha256:" + id : id);
  }

  /**
   * Looks an image up.
   *
   * @throws KobakoException a finding, where the engine doesn't have it
   */
  Found find(ImageSelector selector) {
    String place = place(selector);
    for (String key : keys(selector)) {
      Optional<JsonObject> found = connection.describe("/images/" + encoded(key) + "/json");
      if (found.isPresent()) {
        JsonObject json = found.get();
        return new Found(place, key, json.number("Size").orElse(0L), platform(json));
      }
    }
    String words = engine == Engine.DOCKER ? "docker" : "podman";
    throw KobakoException.finding(
        Diagnostic.of(
            place,
            EngineConnection.nameOf(engine) + " doesn't have this image",
            "see what it has with '" + words + " images', or pull it first"));
  }

  private String place(ImageSelector selector) {
    return engine.transport()
        + selector
            .name()
            .map(name -> ImageReference.parse(name).familiar())
            .orElseGet(selector::toString);
  }

  private List<String> keys(ImageSelector selector) {
    if (selector.digest().isPresent()) {
      return byDigest(selector.digest().get());
    }
    String name =
        selector
            .name()
            .orElseThrow(() ->
                KobakoException.usage(
                    Diagnostic.of(
                        engine.transport(),
                        "no name, but an engine has many images",
                        "write it as in " + engine.transport() + "app:1")));
    List<String> keys = new ArrayList<>(List.of(name));
    ImageReference reference = ImageReference.parse(name);
    if (engine == Engine.PODMAN && reference.familiar().indexOf('/') < 0) {
      // What Podman builds under a short name belongs to this host.
      keys.addFirst("localhost/" + reference.familiar());
    }
    return keys;
  }

  /** By its id, or by the digest that it had in a registry, under whatever name. */
  private List<String> byDigest(Digest digest) {
    String suffix = "@" + digest;
    return connection.list("/images/json?digests=1").stream()
        .filter(image ->
            id(image).equals(digest)
                || image.texts("RepoDigests").stream().anyMatch(name -> name.endsWith(suffix)))
        .map(image -> id(image).toString())
        .limit(1)
        .toList();
  }

  private static Optional<Platform> platform(JsonObject image) {
    Optional<String> cpu = image.text("Architecture").filter(text -> !text.isEmpty());
    String os = image.text("Os").filter(text -> !text.isEmpty()).orElse("linux");
    return cpu.map(
        known -> Platform.of(os, known, image.text("Variant").filter(text -> !text.isEmpty())));
  }

  /** Names have few letters that a path can't have. */
  private static String encoded(String name) {
    return name.replace("[", "%5B").replace("]", "%5D");
  }

  /** Takes an image out, as an archive in a file that stays until the JVM ends. */
  DockerArchive save(Found image, Path stagingFolder) {
    long limit =
        image.size() > Long.MAX_VALUE / TAR_FACTOR / 2
            ? Long.MAX_VALUE
            : Math.max(0, image.size()) * TAR_FACTOR + TAR_ALLOWANCE;
    return connection.download(
        "/images/" + encoded(image.key()) + "/get",
        (place, body) -> new SavedStream(place, body, limit).keep(stagingFolder));
  }

  /**
   * Puts an image in.
   *
   * @throws KobakoException outside, where the engine refuses, or does not have it afterwards
   */
  void load(String place, LoadableImage image, Progress progress) {
    connection.load("/images/load?quiet=0", out -> image.writeTo(out, progress));
    for (String key : image.name().stream().toList()) {
      Digest id =
          connection
              .describe("/images/" + encoded(key) + "/json")
              .map(EngineImages::id)
              .orElseThrow(() -> lost(place, "has no image of that name after it loaded it"));
      if (!id.equals(image.config()) && !id.equals(image.entry().digest())) {
        throw lost(place, "has " + id + " under that name after it loaded " + image.config());
      }
    }
  }

  private KobakoException lost(String place, String fact) {
    return KobakoException.outside(
        Diagnostic.of(
            place,
            EngineConnection.nameOf(engine) + " " + fact,
            "look whether something else changes its images at the same time, and try again"),
        null);
  }
}
