package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.http.Origin;
import dev.kobako.http.TlsSettings;
import dev.kobako.http.TlsSettings.ClientCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostCertificatesTest {
  @TempDir Path folder;
  private ConfigurationSandbox sandbox;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
  }

  private TlsSettings of(String host, int port) {
    return new HostCertificates(sandbox.places(), RegistriesConf.read(sandbox.places(), false))
        .of(new Origin.Tcp(Origin.Scheme.HTTPS, host, port));
  }

  private Path docker(String name) {
    return sandbox.write(sandbox.machine().resolve("etc/docker/certs.d").resolve(name), "");
  }

  @Test
  void aHostWithoutAFolderIsTrustedAsTheSystemDoes() {
    assertThat(of("ghcr.io", 443)).isEqualTo(TlsSettings.SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io, 443, true",
    "ghcr.io:443, ghcr.io, 443, true",
    "ghcr.io:5000, ghcr.io, 5000, true",
    "ghcr.io, ghcr.io, 5000, false",
    "[::1]:5000, ::1, 5000, true",
    "docker.io, registry-1.docker.io, 443, true",
    "other.io, ghcr.io, 443, false",
  })
  void authoritiesLieInAFolderByTheHostAsItIsWritten(
      String name, String host, int port, boolean found) {
    Path authority = docker(name + "/ca.crt");

    if (found) {
      assertThat(of(host, port).authorities()).containsExactly(authority);
    } else {
      assertThat(of(host, port).authorities()).isEmpty();
    }
  }

  @Test
  void allFoldersCountTheUsersOwnFirst() {
    Path machines = docker("r.example/b.crt");
    Path alsoMachines = docker("r.example/a.crt");
    Path podmans =
        sandbox.write(sandbox.machine().resolve("etc/containers/certs.d/r.example/ca.crt"), "");
    Path users =
        sandbox.write(sandbox.home().resolve(".config/containers/certs.d/r.example/ca.crt"), "");
    Path dockers = sandbox.write(sandbox.home().resolve(".docker/certs.d/r.example/ca.crt"), "");
    docker("r.example/notes.txt");

    assertThat(of("r.example", 443).authorities())
        .containsExactly(users, dockers, podmans, alsoMachines, machines);
  }

  @Test
  void aClientHasACertificateAndItsKey() {
    Path certificate = docker("r.example/client.cert");
    Path key = docker("r.example/client.key");
    docker("r.example/other.cert");
    docker("r.example/other.key");

    assertThat(of("r.example", 443).client()).contains(new ClientCertificate(certificate, key));
  }

  @Test
  void tellsOfACertificateWithoutKeyAndAKeyWithoutCertificate() {
    Path certificate = docker("a.example/client.cert");
    assertThatThrownBy(() -> of("a.example", 443))
        .hasMessage(
            certificate
                + ": there is no client.key beside it; a client needs its certificate and its key\n"
                + "remedy: put the key there, or rename an authority's certificate to .crt");

    Path key = docker("b.example/client.key");
    assertThatThrownBy(() -> of("b.example", 443))
        .hasMessage(
            key
                + ": there is no client.cert beside it; a client needs its certificate and its"
                + " key\nremedy: put the certificate there, or move the key away");
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, 443, false",
    "a.example, 5000, true",
    "mirror.example, 8443, false",
    "moved.example, 443, false",
    "b.example, 443, false",
    "x.corp.example, 5000, false",
    "corp.example, 443, true",
    "registry-1.docker.io, 443, false",
  })
  void certificatesOfInsecureHostsAreNotChecked(String host, int port, boolean verified) {
    sandbox.write(
        sandbox.machine().resolve("etc/containers/registries.conf"),
        """
        [[registry]]
        location = "a.example/some/namespace"
        insecure = true
        [[registry]]
        prefix = "b.example"
        location = "moved.example"
        insecure = true
        [[registry]]
        prefix = "*.corp.example"
        insecure = true
        [[registry]]
        location = "docker.io"
        insecure = true
        [[registry.mirror]]
        location = "mirror.example:8443/hub"
        insecure = true
        """);

    assertThat(of(host, port).verified()).isEqualTo(verified);
  }
}
