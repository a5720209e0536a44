package dev.kobako.build;

import dev.kobako.sandbox.ContainerMount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Lets the programs of a RUN trust what the host trusts. The host's bundle is mounted at a place of
 * its own, and variables lead there those who heed them. It is not laid over the bundles that
 * distributions have: installing or updating their certificates replaces these files by renaming,
 * which fails where something is mounted.
 */
final class HostCertificates {
  private static final String FOLDER = "/run/kobako/";
  private static final String BUNDLE = FOLDER + "ca-certificates.crt";
  private static final String APT = FOLDER + "apt.conf";
  private static final String WGET = FOLDER + "wgetrc";

  /**
   * OpenSSL, Go and many others; curl; git; Python's requests and pip; Node.js (beside its own);
   * cargo; Deno; AWS's programs; Nix.
   */
  private static final List<String> VARIABLES =
      List.of(
          "SSL_CERT_FILE",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "REQUESTS_CA_BUNDLE",
          "PIP_CERT",
          "NODE_EXTRA_CA_CERTS",
          "CARGO_HTTP_CAINFO",
          "DENO_CERT",
          "AWS_CA_BUNDLE",
          "NIX_SSL_CERT_FILE");

  private HostCertificates() {}

  /**
   * The mounts.
   *
   * @param bundle of the host
   * @param environment gets the variables, but those that the Dockerfile sets
   */
  static List<ContainerMount> mounts(Path bundle, RunEnvironment environment) {
    VARIABLES.forEach(name -> environment.addIfUnset(name, BUNDLE));
    environment.addIfUnset("APT_CONFIG", APT);
    environment.addIfUnset("WGETRC", WGET);
    return List.of(
        new ContainerMount.Host(bundle, BUNDLE, true),
        file(APT, "Acquire::https::CAInfo \"" + BUNDLE + "\";\n"),
        file(WGET, "ca_certificate = " + BUNDLE + "\n"));
  }

  private static ContainerMount file(String target, String text) {
    return new ContainerMount.File(text.getBytes(StandardCharsets.US_ASCII), target, 0444, 0, 0);
  }
}
