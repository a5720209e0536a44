package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.http.TlsSettings;
import dev.kobako.http.TlsSettings.ClientCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates for single registries, as Docker's {@code certs.d} and containers-certs.d(5)
 * keep them: a folder {@code HOST} or {@code HOST:PORT} has authorities ({@code *.crt}) and a
 * client's certificate and key ({@code NAME.cert}, {@code NAME.key}). Authorities of all folders
 * are trusted; of several clients, the first is taken, in the order of the folders and names.
 */
final class HostCertificates {
  private static final int HTTPS_PORT = 443;
  private final ConfigurationPlaces places;
  private final RegistriesConf registries;

  HostCertificates(ConfigurationPlaces places, RegistriesConf registries) {
    this.places = places;
    this.registries = registries;
  }

  /**
   * How a server is trusted.
   *
   * @throws KobakoException a finding, where a certificate has no key or a key no certificate
   */
  TlsSettings of(Origin.Tcp origin) {
    List<Path> authorities = new ArrayList<>();
    List<ClientCertificate> clients = new ArrayList<>();
    for (Path folder : places.certificateFolders()) {
      for (String name : folderNames(origin)) {
        for (Path file : ConfigurationFile.listed(folder.resolve(name), "*.{crt,cert,key}")) {
          String fileName = file.getFileName().toString();
          if (fileName.endsWith(".crt")) {
            authorities.add(file);
          } else if (fileName.endsWith(".cert")) {
            clients.add(new ClientCertificate(file, partner(file, ".cert", ".key")));
          } else if (fileName.endsWith(".key")) {
            partner(file, ".key", ".cert");
          }
        }
      }
    }
    return new TlsSettings(
        !registries.isUnverified(origin), authorities, clients.stream().findFirst());
  }

  private static List<String> folderNames(Origin.Tcp origin) {
    String name = RegistryHost.nameOf(origin);
    String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
    String withPort = host + ":" + origin.port();
    return origin.port() == HTTPS_PORT ? List.of(host, withPort) : List.of(withPort);
  }

  private static Path partner(Path file, String ending, String expected) {
    String name = file.getFileName().toString();
    String wanted = name.substring(0, name.length() - ending.length()) + expected;
    Path partner = file.resolveSibling(wanted);
    if (Files.exists(partner)) {
      return partner;
    }
    throw KobakoException.finding(
        Diagnostic.of(
            file.toString(),
            "there is no " + wanted + " beside it; a client needs its certificate and its key",
            ending.equals(".cert")
                ? "put the key there, or rename an authority's certificate to .crt"
                : "put the certificate there, or move the key away"));
  }
}
