package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration of Docker's daemon says of registries.
 *
 * @param file that says it, for messages
 * @param mirrors of Docker Hub as URLs ({@code registry-mirrors})
 * @param insecure hosts, with ports where they are written, and CIDR blocks of addresses ({@code
 *     insecure-registries})
 */
record DockerDaemonFile(String file, List<String> mirrors, List<String> insecure) {
  DockerDaemonFile {
    mirrors = List.copyOf(mirrors);
    insecure = List.copyOf(insecure);
  }

  /** The first of the files that exists; nothing where there is none. */
  static DockerDaemonFile read(List<Path> files) {
    for (Path file : files) {
      Optional<byte[]> bytes = ConfigurationFile.read(file, ConfigurationFile.MAX_JSON_BYTES);
      if (bytes.isPresent() && bytes.get().length > 0) {
        JsonObject json = Json.object(file.toString(), bytes.get());
        return new DockerDaemonFile(
            file.toString(), json.texts("registry-mirrors"), json.texts("insecure-registries"));
      }
    }
    return new DockerDaemonFile("", List.of(), List.of());
  }

  /** Whether plain HTTP and untrusted certificates are allowed; names are not resolved for this. */
  boolean isInsecure(String domain) {
    String host = RegistryHost.parse(domain, domain).name();
    Optional<Integer> address = Ipv4Block.address(host);
    for (String entry : insecure) {
      Optional<Ipv4Block> block = Ipv4Block.parse(entry);
      boolean matches =
          block.isPresent()
              ? address.isPresent() && block.get().contains(address.get())
              : entry.equalsIgnoreCase(domain) || entry.equalsIgnoreCase(host);
      if (matches) {
        return true;
      }
    }
    return false;
  }

  /** Where a mirror has a repository of Docker Hub. */
  Endpoint mirror(String url, String repository) {
    Origin.Scheme scheme = Origin.Scheme.HTTPS;
    String rest = url;
    if (url.startsWith("http://")) {
      scheme = Origin.Scheme.HTTP;
      rest = url.substring("http://".length());
    } else if (url.startsWith("https://")) {
      rest = url.substring("https://".length());
    }
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    String place = file + ": registry-mirrors";
    if (rest.indexOf('/') >= 0 || rest.indexOf('@') >= 0) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "a mirror has a path or a user, expected only a scheme and a host",
              "write it as in https://mirror.example.com"));
    }
    RegistryHost host = RegistryHost.parse(place, rest);
    return new Endpoint(
        rest,
        host.origin(scheme),
        repository,
        scheme == Origin.Scheme.HTTP || host.isLoopback() || isInsecure(rest));
  }
}
