package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import dev.kobako.http.TlsSettings;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The engines that {@code docker context} keeps: {@code contexts/meta/ID/meta.json} with the
 * address, {@code contexts/tls/ID/docker} with certificates, where ID is the SHA-256 of the
 * context's name.
 *
 * @param folder of Docker's configuration
 */
record DockerContexts(Path folder) {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final String DEFAULT = "default";

  /**
   * The engine of the chosen context; empty where that is the default one.
   *
   * @param byEnvironment the name that DOCKER_CONTEXT has, which counts more than {@code
   *     config.json}
   * @throws KobakoException a finding, where there is no such context or a file is wrong
   */
  Optional<EngineAddress> chosen(Optional<String> byEnvironment) {
    return byEnvironment
        .or(this::current)
        .filter(name -> !name.isEmpty() && !name.equals(DEFAULT))
        .map(this::address);
  }

  private Optional<String> current() {
    return read(folder.resolve("config.json")).flatMap(json -> json.text("currentContext"));
  }

  private EngineAddress address(String name) {
    String id = Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).hex();
    String shown = "context '" + Printable.of(name, 100) + "'";
    Path file = folder.resolve("contexts").resolve("meta").resolve(id).resolve("meta.json");
    JsonObject engine =
        read(file)
            .orElseThrow(() ->
                KobakoException.finding(
                    Diagnostic.of(
                        "Docker's " + shown,
                        "there is no such context: " + file + " is missing",
                        "choose one that 'docker context ls' shows, with 'docker context use'")))
            .requiredObject("Endpoints")
            .requiredObject("docker");
    Path certificates = folder.resolve("contexts").resolve("tls").resolve(id).resolve("docker");
    boolean unchecked = engine.flag("SkipTLSVerify");
    Optional<TlsSettings> tls =
        unchecked || Files.isDirectory(certificates)
            ? Optional.of(DockerEndpoints.tls(certificates, !unchecked))
            : Optional.empty();
    return EngineAddress.parse(engine.requiredText("Host"), tls, shown);
  }

  private static Optional<JsonObject> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw KobakoException.finding(
            Diagnostic.of(
                file.toString(),
                "has more than " + MAX_BYTES + " bytes",
                "check that it is a file of Docker"));
      }
      return Optional.of(Json.object(file.toString(), bytes));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
  }
}
