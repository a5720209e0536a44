package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.Printable;
import dev.kobako.http.Request;
import dev.kobako.http.RequestBody;
import dev.kobako.http.Response;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Requests to an engine that answered, in the version of the API that both speak: the Docker Engine
 * API, which Podman serves too. Whoever opened it closes it.
 */
final class EngineConnection implements AutoCloseable {
  /** The newest version whose answers are known here; engines keep to what they are asked. */
  private static final int NEWEST_MINOR = 47;

  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final int MAX_MESSAGE = 600;
  private static final Duration CONNECT = Duration.ofSeconds(15);

  /** For questions that are answered from memory. */
  private static final Duration PROMPT = Duration.ofSeconds(60);

  /** An engine is silent while it unpacks what was loaded, or gathers what is to be saved. */
  private static final Duration PATIENT = Duration.ofMinutes(20);

  private final EngineAddress address;
  private final HttpClient prompt;
  private final HttpClient patient;
  private final Optional<PodmanService> service;
  private final String prefix;

  private EngineConnection(
      EngineAddress address, SortedMap<String, String> environment, Optional<PodmanService> service)
      throws HttpFailure {
    this.address = address;
    this.service = service;
    this.prompt = client(address, environment, PROMPT);
    this.patient = client(address, environment, PATIENT);
    boolean answered = false;
    try {
      this.prefix = version();
      answered = true;
    } finally {
      if (!answered) {
        prompt.close();
        patient.close();
      }
    }
  }

  private static HttpClient client(
      EngineAddress address, SortedMap<String, String> environment, Duration idle) {
    return new HttpClient(new HttpSettings(environment, _ -> address.tls(), CONNECT, idle, 4));
  }

  /**
   * Connects and agrees upon a version.
   *
   * @param service that is ended with the connection
   * @throws HttpFailure where nobody answers
   * @throws KobakoException outside, where it is no engine, or one that is not well
   */
  static EngineConnection open(
      EngineAddress address, SortedMap<String, String> environment, Optional<PodmanService> service)
      throws HttpFailure {
    return new EngineConnection(address, environment, service);
  }

  /** What people call it. */
  static String nameOf(Engine engine) {
    return switch (engine) {
      case DOCKER -> "Docker";
      case PODMAN -> "Podman";
    };
  }

  private String version() throws HttpFailure {
    Request ping = request("GET", "/_ping");
    try (Response response = prompt.send(ping)) {
      if (response.status() != 200) {
        throw refusal(ping, response);
      }
      response.bytes(MAX_ERROR_BYTES);
      return response.headers().first("Api-Version").map(EngineConnection::prefix).orElse("");
    } catch (HttpFailure e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a request without a body", e);
    }
  }

  /** Without a version that can be understood, requests carry none: the engine takes its own. */
  private static String prefix(String version) {
    if (!version.startsWith("1.") || version.length() < 3 || version.length() > 5) {
      return "";
    }
    try {
      return "/v1." + Math.min(NEWEST_MINOR, Integer.parseUnsignedInt(version.substring(2)));
    } catch (NumberFormatException _) {
      return "";
    }
  }

  private Request request(String method, String path) {
    return Request.of(method, address.origin(), path, Headers.NONE);
  }

  /**
   * An object that the engine describes.
   *
   * @param path after the version
   * @return empty where there is none (404)
   */
  Optional<JsonObject> describe(String path) {
    Request request = request("GET", prefix + path);
    try (Response response = prompt.send(request)) {
      if (response.status() == 404) {
        return Optional.empty();
      }
      return Optional.of(Json.object(request.display(), ok(request, response)));
    } catch (IOException e) {
      throw failure(request, e);
    }
  }

  /** A list of objects. */
  List<JsonObject> list(String path) {
    Request request = request("GET", prefix + path);
    try (Response response = prompt.send(request)) {
      return Json.objects(request.display(), ok(request, response));
    } catch (IOException e) {
      throw failure(request, e);
    }
  }

  private static byte[] ok(Request request, Response response) throws IOException {
    if (response.status() != 200) {
      throw refusal(request, response);
    }
    return response.bytes(Json.MAX_CONFIG_BYTES);
  }

  /** Makes something of an answer that may be long in coming. */
  interface Reader<T> {
    /**
     * Reads the body of a good answer.
     *
     * @param place the request, for messages
     */
    T read(String place, InputStream body) throws IOException;
  }

  /** Asks for much. */
  <T> T download(String path, Reader<T> reader) {
    return exchange(request("GET", prefix + path), reader);
  }

  /** Sends a tar that is made on the way, and reads what the engine says to it. */
  void load(String path, RequestBody.Writer tar) {
    Request request =
        new Request(
            "POST",
            address.origin(),
            prefix + path,
            Headers.NONE.with("Content-Type", "application/x-tar"),
            Optional.of(new RequestBody.Streamed(RequestBody.UNKNOWN, tar)));
    exchange(
        request,
        (place, body) -> {
          LoadReply.read(place, body);
          return place;
        });
  }

  private <T> T exchange(Request request, Reader<T> reader) {
    try (Response response = patient.send(request)) {
      if (response.status() != 200) {
        throw refusal(request, response);
      }
      return reader.read(request.display(), response.body());
    } catch (IOException e) {
      throw failure(request, e);
    }
  }

  private static KobakoException failure(Request request, IOException cause) {
    return switch (cause) {
      case HttpFailure failure ->
          KobakoException.outside(
              Diagnostic.of(
                  failure.place(),
                  failure.fact(),
                  "look into the engine's log (journalctl -u docker, for Docker) and try again"),
              failure);
      default ->
          KobakoException.outside(
              Diagnostic.of(
                  request.display(),
                  Printable.of(String.valueOf(cause.getMessage()), MAX_MESSAGE),
                  "try again"),
              cause);
    };
  }

  private static KobakoException refusal(Request request, Response response) {
    String fact = "answered " + response.status();
    try {
      String message = message(response.bytes(MAX_ERROR_BYTES));
      fact += message.isEmpty() ? "" : ": " + message;
    } catch (IOException _) {
      // The status is what is known then.
    }
    return KobakoException.outside(
        Diagnostic.of(
            request.display(), fact, "see what the engine says, and try again when it is mended"),
        null);
  }

  /** An engine's errors are {@code {"message": …}}; what is between may answer with a page. */
  private static String message(byte[] body) {
    try {
      return Printable.of(
          Json.object("error", body).text("message").orElse("").strip(), MAX_MESSAGE);
    } catch (KobakoException _) {
      return Printable.of(new String(body, StandardCharsets.UTF_8).strip(), 200);
    }
  }

  @Override
  public void close() {
    prompt.close();
    patient.close();
    service.ifPresent(PodmanService::close);
  }
}
