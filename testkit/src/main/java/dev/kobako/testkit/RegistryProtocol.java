package dev.kobako.testkit;

import dev.kobako.testkit.RegistryContents.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The OCI distribution specification 1.1, as a registry that behaves serves it. */
final class RegistryProtocol implements MisbehavingServer.Handler {
  private static final Pattern PATH =
      Pattern.compile("/v2/(.+?)/(manifests|blobs/uploads|blobs|tags|referrers)/(.*)");
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");
  private static final String DIGEST = "Docker-Content-Digest";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final RegistryContents contents;
  private final UploadProtocol uploads;
  private final Supplier<Settings> settings;

  RegistryProtocol(RegistryContents contents, Supplier<Settings> settings) {
    this.contents = contents;
    this.settings = settings;
    this.uploads = new UploadProtocol(contents);
  }

  /** What it offers: whether the referrers API, and how many tags at most in one answer. */
  record Settings(boolean referrers, int pageSize) {}

  @Override
  public Answer answer(ReceivedRequest request) throws IOException {
    if (request.path().equals("/v2/")) {
      return Answer.json(200, "{}").with("Docker-Distribution-API-Version", "registry/2.0");
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Answer.error(404, "NOT_FOUND", "no such path");
    }
    String repository = path.group(1);
    String last = path.group(3);
    return switch (path.group(2)) {
      case "manifests" -> manifest(request, repository, last);
      case "blobs" -> blob(request, repository, last);
      case "blobs/uploads" -> uploads.answer(request, repository, last);
      case "tags" -> tags(request, repository);
      default -> referrers(request, repository, last);
    };
  }

  private Answer manifest(ReceivedRequest request, String repository, String reference)
      throws IOException {
    return switch (request.method()) {
      case "GET", "HEAD" ->
          contents
              .manifest(repository, reference)
              .map(found ->
                  Answer.of(200)
                      .with("Content-Type", found.mediaType())
                      .with(DIGEST, found.digest())
                      .body(Answer.Body.of(found.bytes(), 0, found.bytes().length)))
              .orElseGet(() -> Answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown"));
      case "PUT" -> putManifest(request, repository, reference);
      case "DELETE" ->
          contents.deleteManifest(repository, reference)
              ? Answer.of(202)
              : Answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
      default -> notAllowed();
    };
  }

  private Answer putManifest(ReceivedRequest request, String repository, String reference)
      throws IOException {
    byte[] bytes = request.body().readAllBytes();
    if (reference.contains(":") && !RegistryContents.matches(reference, bytes)) {
      return Answer.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    Map<?, ?> json;
    try {
      json = Json.object(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Answer.error(400, "MANIFEST_INVALID", "manifest invalid");
    }
    Optional<String> lacking = contents.lacks(repository, json);
    if (lacking.isPresent()) {
      return Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown: " + lacking.get());
    }
    String mediaType = request.header("Content-Type").orElse("");
    Manifest put = contents.putManifest(repository, reference, mediaType, bytes);
    Answer answer =
        Answer.of(201)
            .with("Location", "/v2/" + repository + "/manifests/" + put.digest())
            .with(DIGEST, put.digest());
    String subject = Json.string(json.get("subject"), "digest");
    return subject.isEmpty() || !settings.get().referrers()
        ? answer
        : answer.with("OCI-Subject", subject);
  }

  private Answer blob(ReceivedRequest request, String repository, String digest) {
    return switch (request.method()) {
      case "GET", "HEAD" ->
          contents
              .blob(repository, digest)
              .map(bytes -> blob(request.header("Range").orElse(""), bytes).with(DIGEST, digest))
              .orElseGet(() -> Answer.error(404, "BLOB_UNKNOWN", "blob unknown to registry"));
      case "DELETE" ->
          contents.deleteBlob(repository, digest)
              ? Answer.of(202)
              : Answer.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
      default -> notAllowed();
    };
  }

  private static Answer blob(String wanted, byte[] bytes) {
    Answer whole =
        Answer.of(200)
            .with("Content-Type", "application/octet-stream")
            .with("Accept-Ranges", "bytes");
    Matcher range = RANGE.matcher(wanted);
    if (!range.matches()) {
      return whole.body(Answer.Body.of(bytes, 0, bytes.length));
    }
    long from = Long.parseLong(range.group(1));
    if (from >= bytes.length) {
      return Answer.error(416, "RANGE_INVALID", "invalid content range")
          .with("Content-Range", "bytes */" + bytes.length);
    }
    long last =
        range.group(2).isEmpty()
            ? bytes.length - 1
            : Math.min(bytes.length - 1, Long.parseLong(range.group(2)));
    return new Answer(206, whole.headers(), Answer.Body.of(bytes, (int) from, (int) last + 1))
        .with("Content-Range", "bytes " + from + "-" + last + "/" + bytes.length);
  }

  private Answer tags(ReceivedRequest request, String repository) {
    if (!contents.has(repository)) {
      return Answer.error(404, "NAME_UNKNOWN", "repository name not known to registry");
    }
    SortedSet<String> all = contents.tags(repository);
    String after = request.query("last").orElse("");
    int most =
        Math.min(
            request.query("n").map(Integer::parseInt).orElse(Integer.MAX_VALUE),
            settings.get().pageSize());
    List<String> rest = all.stream().filter(tag -> tag.compareTo(after) > 0).toList();
    List<String> page = rest.subList(0, Math.min(most, rest.size()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", repository);
    json.put("tags", page);
    Answer answer = Answer.json(200, Json.text(json));
    if (page.size() == rest.size() || page.isEmpty()) {
      return answer;
    }
    return answer.with(
        "Link",
        "</v2/%s/tags/list?n=%d&last=%s>; rel=\"next\""
            .formatted(repository, most, page.getLast()));
  }

  private Answer referrers(ReceivedRequest request, String repository, String digest) {
    if (!settings.get().referrers()) {
      return Answer.error(404, "NOT_FOUND", "no such path");
    }
    Optional<String> type = request.query("artifactType");
    Stream<Map<String, Object>> descriptors =
        contents.referrers(repository, digest).stream().map(RegistryProtocol::descriptor);
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", INDEX);
    index.put(
        "manifests",
        new ArrayList<>(
            descriptors
                .filter(each -> type.isEmpty() || type.get().equals(each.get("artifactType")))
                .toList()));
    Answer answer = Answer.of(200).with("Content-Type", INDEX).text(Json.text(index));
    return type.isPresent() ? answer.with("OCI-Filters-Applied", "artifactType") : answer;
  }

  private static Map<String, Object> descriptor(Manifest manifest) {
    Map<?, ?> json = RegistryContents.object(manifest);
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", manifest.mediaType());
    descriptor.put("digest", manifest.digest());
    descriptor.put("size", manifest.bytes().length);
    String type = Json.string(json, "artifactType");
    descriptor.put(
        "artifactType", type.isEmpty() ? Json.string(json.get("config"), "mediaType") : type);
    if (json.get("annotations") instanceof Map<?, ?> annotations) {
      descriptor.put("annotations", annotations);
    }
    return descriptor;
  }

  static Answer notAllowed() {
    return Answer.error(405, "UNSUPPORTED", "the operation is unsupported");
  }
}
