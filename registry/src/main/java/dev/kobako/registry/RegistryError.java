package dev.kobako.registry;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a registry refused: the first of the {@code errors} that the distribution specification has
 * it send, or what OAuth's and Docker Hub's token servers send instead. Made fit for a message.
 *
 * @param code {@code MANIFEST_UNKNOWN}; may be empty
 * @param message free text; may be empty
 */
record RegistryError(String code, String message) {
  private static final int MAX_CODE = 64;
  private static final int MAX_MESSAGE = 300;

  RegistryError {
    code = Printable.of(code, MAX_CODE);
    message = Printable.of(message.strip(), MAX_MESSAGE);
  }

  /** Reads the body of an answer; empty where it says nothing that we understand. */
  static Optional<RegistryError> read(byte[] body) {
    try {
      JsonObject json = Json.object("error", body);
      List<JsonObject> errors = json.has("errors") ? json.objects("errors") : List.of();
      RegistryError error =
          errors.isEmpty()
              ? new RegistryError(
                  json.text("error").orElse(""),
                  first(json, "error_description", "details", "detail", "message"))
              : new RegistryError(
                  errors.getFirst().text("code").orElse(""), first(errors.getFirst(), "message"));
      return error.toString().isEmpty() ? Optional.empty() : Optional.of(error);
    } catch (KobakoException _) {
      // A proxy's HTML, or types that no specification knows: the status has to do.
      return Optional.empty();
    }
  }

  private static String first(JsonObject json, String... names) {
    return Stream.of(names).flatMap(name -> json.text(name).stream()).findFirst().orElse("");
  }

  @Override
  public String toString() {
    return Stream.of(code, message)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(": "));
  }
}
