package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.Printable;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.MediaType;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether what a registry served as a manifest is one and the right one. Its digest is what its
 * bytes hash to, whatever the registry says. A document that one client reads as a manifest and
 * another as an index is refused, since it could show each of them another image (CVE-2021-41190).
 */
final class ManifestCheck {
  private static final String REMEDY =
      "push the image again; if it stays so, don't trust this registry";

  private final Call call;
  private final Answer answer;

  ManifestCheck(Call call, Answer answer) {
    this.call = call;
    this.answer = answer;
  }

  /**
   * The manifest that was served.
   *
   * @param expected what must have been served, where that is known
   * @throws KobakoException a finding, for anything else
   */
  FetchedManifest fetched(Optional<Digest> expected) {
    requireBounded();
    byte[] bytes = answer.body();
    Digest digest = expected.orElseGet(() -> Digest.sha256(bytes));
    if (!digest.matches(bytes)) {
      throw finding("its digest is " + Digest.sha256(bytes) + ", expected " + digest, REMEDY);
    }
    Optional<Digest> announced = announced(answer.headers());
    if (announced.isPresent() && !announced.get().matches(bytes)) {
      throw finding(
          "its digest is " + digest + ", but the registry says " + announced.get(), REMEDY);
    }
    return new FetchedManifest(Descriptor.of(mediaType(bytes), digest, bytes.length), bytes);
  }

  /** The digest that the registry says a manifest has; empty where it says none that is one. */
  static Optional<Digest> announced(Headers headers) {
    try {
      return headers.first("Docker-Content-Digest").map(Digest::parse);
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  /** The media type that the registry says a content has, without parameters. */
  static String contentType(Headers headers) {
    String value = headers.first("Content-Type").orElse("");
    int semicolon = value.indexOf(';');
    return Printable.of(
        (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT),
        150);
  }

  private void requireBounded() {
    if (!answer.isComplete()) {
      throw finding(
          "more than the " + Json.MAX_MANIFEST_BYTES + " bytes that are read of a manifest",
          "check that this is an image");
    }
  }

  private String mediaType(byte[] bytes) {
    JsonObject json = Json.object(call.place() + ": manifest", bytes);
    String header = contentType(answer.headers());
    Optional<String> field = json.text("mediaType").map(type -> Printable.of(type, 150));
    if (json.number("schemaVersion").orElse(2L) == 1
        || header.contains("docker.distribution.manifest.v1+")) {
      throw finding(
          "a manifest of Docker's schema 1, which was given up in 2017",
          "pull and push the image again with a current docker or skopeo");
    }
    boolean known = MediaType.isIndex(header) || MediaType.isManifest(header);
    if (known && field.isPresent() && !field.get().equals(header)) {
      throw finding(
          "the registry says it is '" + header + "', but it says of itself '" + field.get() + "'",
          REMEDY);
    }
    String type = field.orElse(known ? header : guessed(json));
    boolean ambiguous =
        MediaType.isIndex(type)
            ? json.has("layers") || json.has("config")
            : json.has("manifests") && MediaType.isManifest(type);
    if (ambiguous) {
      throw finding("'" + type + "' that is both a manifest and an index", REMEDY);
    }
    return type;
  }

  /** Registries made of plain files serve {@code application/json}. */
  private static String guessed(JsonObject json) {
    return json.has("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
  }

  private KobakoException finding(String fact, String remedy) {
    return KobakoException.finding(
        Diagnostic.of(
            call.place(),
            "manifest not taken: " + call.display() + ": " + answer.status() + ": " + fact,
            remedy));
  }
}
