package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.Redirects;
import dev.kobako.http.Request;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.HashingOutput;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of HTTP servers, kept in a folder by what they hold. What is here is fetched again only if
 * the server says that it has changed. Safe for use by several threads and processes; the folder
 * can be thrown away when nothing is built.
 */
final class Downloads {
  /** More than any file that an image is made of, and an end to a stream that has none. */
  private static final long MOST_BYTES = 64L << 30;

  private static final int BUFFER = 256 * 1024;

  private final Path folder;
  private final HttpSettings http;
  private final Retry retry;

  Downloads(Path folder, HttpSettings http, Retry retry) {
    this.folder = folder;
    this.http = http;
    this.retry = retry;
  }

  Path folder() {
    return folder;
  }

  /**
   * A file.
   *
   * @param promised its digest, if that is known: then nobody is asked for what is here
   * @throws KobakoException outside, where it can't be fetched; a finding, where it is not what was
   *     promised
   */
  Download fetch(DownloadUrl url, Optional<Digest> promised) {
    Optional<Download> kept = kept(url);
    if (promised.isPresent() && kept.map(Download::digest).equals(promised)) {
      return kept.get();
    }
    Download fetched = ask(url, kept);
    if (promised.isPresent() && !promised.get().equals(fetched.digest())) {
      throw KobakoException.finding(
          Diagnostic.of(
              url.toString(),
              "has the digest " + fetched.digest() + ", expected " + promised.get(),
              "find out why the file has changed before you change --checksum"));
    }
    return fetched;
  }

  private Path note(DownloadUrl url) {
    byte[] bytes = url.text().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(Digest.sha256(bytes).hex() + ".json");
  }

  private Optional<Download> kept(DownloadUrl url) {
    Path note = note(url);
    try {
      Optional<Download> kept = Download.parse(note.toString(), Files.readAllBytes(note));
      return kept.isPresent() && Files.size(kept.get().file(folder)) == kept.get().size()
          ? kept
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // what can't be read is fetched
    }
  }

  private Download ask(DownloadUrl url, Optional<Download> kept) {
    Request request = request(url, kept);
    try (HttpClient client = new HttpClient(http)) {
      Redirects server = new Redirects(client, "name a URL that leads to the file");
      return retry.read(
          request.display(),
          () -> server.send(request),
          answer -> answered(url, request, kept, answer));
    } catch (HttpFailure e) {
      throw KobakoException.outside(e.diagnostic(), e);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(request.display(), String.valueOf(e.getMessage()), "try again"), e);
    }
  }

  private static Request request(DownloadUrl url, Optional<Download> kept) {
    Headers headers = url.headers().with("Accept-Encoding", "identity");
    if (kept.isPresent() && !kept.get().tag().isEmpty()) {
      headers = headers.with("If-None-Match", kept.get().tag());
    }
    if (kept.isPresent() && !kept.get().modified().isEmpty()) {
      headers = headers.with("If-Modified-Since", kept.get().modified());
    }
    return Request.of("GET", url.place().origin(), url.place().target(), headers);
  }

  private Download answered(
      DownloadUrl url, Request request, Optional<Download> kept, Response answer)
      throws IOException {
    if (answer.status() == 304 && kept.isPresent()) {
      return kept.get();
    }
    if (answer.status() != 200) {
      throw KobakoException.outside(
          Diagnostic.of(
              request.display(),
              "status " + answer.status(),
              answer.status() == 401 || answer.status() == 403
                  ? "the server wants a login or forbids it: check the URL"
                  : "check the URL: is the file there?"),
          null);
    }
    StagedFile staged = StagedFile.create(folder);
    boolean done = false;
    try {
      Download download = save(request, answer, staged.path());
      move(staged, download.file(folder));
      StagedFile note = StagedFile.create(folder);
      try (DiskOutput out = DiskOutput.open(note.path())) {
        byte[] json = download.toJson();
        out.write(json, 0, json.length);
      }
      move(note, note(url));
      done = true;
      return download;
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  private static Download save(Request request, Response answer, Path file) throws IOException {
    try (HashingOutput out = new HashingOutput(DiskOutput.open(file))) {
      InputStream body = answer.body();
      byte[] buffer = new byte[BUFFER];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.count() > MOST_BYTES) {
          throw KobakoException.outside(
              Diagnostic.of(
                  request.display(),
                  "gives more than " + MOST_BYTES + " bytes",
                  "check the URL: does it lead to a file?"),
              null);
        }
      }
      return new Download(
          out.digest(),
          out.count(),
          answer.headers().first("ETag").orElse(""),
          answer.headers().first("Last-Modified").orElse(""));
    }
  }

  private static void move(StagedFile staged, Path target) {
    try {
      staged.renameTo(target);
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    }
  }
}
