package dev.kobako.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The part of the distribution specification that uploads blobs. What arrived before a connection
 * broke is kept, so that an upload can go on from there.
 */
final class UploadProtocol {
  private final RegistryContents contents;

  UploadProtocol(RegistryContents contents) {
    this.contents = contents;
  }

  Answer answer(ReceivedRequest request, String repository, String id) throws IOException {
    if (id.isEmpty()) {
      return request.method().equals("POST")
          ? start(request, repository)
          : RegistryProtocol.notAllowed();
    }
    if (contents.uploaded(id).isEmpty()) {
      return Answer.error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    }
    return switch (request.method()) {
      case "GET" -> progress(204, repository, id);
      case "PATCH" -> append(request, id).orElseGet(() -> progress(202, repository, id));
      case "PUT" -> append(request, id).orElseGet(() -> end(request, repository, id));
      case "DELETE" -> {
        contents.endUpload(id);
        yield Answer.of(204);
      }
      default -> RegistryProtocol.notAllowed();
    };
  }

  private Answer start(ReceivedRequest request, String repository) throws IOException {
    Optional<String> mount = request.query("mount");
    String from = request.query("from").orElse("");
    if (mount.isPresent() && contents.mount(repository, mount.get(), from)) {
      return created(repository, mount.get());
    }
    String id = contents.startUpload(repository);
    if (request.query("digest").isPresent()) {
      return append(request, id).orElseGet(() -> end(request, repository, id));
    }
    return progress(202, repository, id);
  }

  /** Takes the body; an answer only where the chunk is not the next one. */
  private Optional<Answer> append(ReceivedRequest request, String id) throws IOException {
    int size = contents.uploaded(id).orElse(0);
    Optional<String> range = request.header("Content-Range");
    if (range.isPresent() && !range.get().replace("bytes ", "").startsWith(size + "-")) {
      return Optional.of(
          Answer.error(416, "RANGE_INVALID", "invalid content range")
              .with("Range", "0-" + Math.max(0, size - 1)));
    }
    byte[] buffer = new byte[1 << 16];
    InputStream body = request.body();
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      contents.append(id, buffer, read);
    }
    return Optional.empty();
  }

  private Answer end(ReceivedRequest request, String repository, String id) {
    String digest = request.query("digest").orElse("");
    byte[] bytes = contents.endUpload(id).orElse(new byte[0]);
    if (!RegistryContents.matches(digest, bytes)) {
      return Answer.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    contents.putBlob(repository, digest, bytes);
    return created(repository, digest);
  }

  /** The Location has a query of its own, to which a client must add. */
  private Answer progress(int status, String repository, String id) {
    int size = contents.uploaded(id).orElse(0);
    return Answer.of(status)
        .with("Location", "/v2/" + repository + "/blobs/uploads/" + id + "?_state=" + size)
        .with("Docker-Upload-UUID", id)
        .with("Range", "0-" + Math.max(0, size - 1));
  }

  private static Answer created(String repository, String digest) {
    return Answer.of(201)
        .with("Location", "/v2/" + repository + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest);
  }
}
