package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JavaRuntimeTest {
  @Test
  void keepsSettingsAndNativeLibrariesButNotForDesktops() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/jvm/java-17/release",
                "/usr/lib/jvm/java-17/lib/modules",
                "/usr/lib/jvm/java-17/lib/jvm.cfg",
                "/usr/lib/jvm/java-17/lib/tzdb.dat",
                "/usr/lib/jvm/java-17/lib/libnio.so",
                "/usr/lib/jvm/java-17/lib/libjdwp.so",
                "/usr/lib/jvm/java-17/lib/libjsvml.so",
                "/usr/lib/jvm/java-17/lib/libawt_xawt.so",
                "/usr/lib/jvm/java-17/lib/src.zip",
                "/usr/lib/jvm/java-17/lib/server/libjvm.so",
                "/usr/lib/jvm/java-17/conf/net.properties",
                "/usr/lib/jvm/java-17/jmods/java.base.jmod",
                "/usr/lib/jvm/java-17/lib/libfontmanager.so")
            .opened("/usr/lib/jvm/java-17/lib/modules");

    assertThat(used.keptBy(new JavaRuntime()))
        .containsExactly(
            "/usr/lib/jvm/java-17/conf/net.properties",
            "/usr/lib/jvm/java-17/lib/jvm.cfg",
            "/usr/lib/jvm/java-17/lib/libnio.so",
            "/usr/lib/jvm/java-17/lib/tzdb.dat",
            "/usr/lib/jvm/java-17/release");
  }

  @Test
  void keepsTheLibrariesThatDrawWhereOneWasLoaded() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/jvm/java-17/release",
                "/usr/lib/jvm/java-17/lib/modules",
                "/usr/lib/jvm/java-17/lib/jvm.cfg",
                "/usr/lib/jvm/java-17/lib/libawt.so",
                "/usr/lib/jvm/java-17/lib/libfontmanager.so")
            .opened("/usr/lib/jvm/java-17/lib/modules")
            .opened("/usr/lib/jvm/java-17/lib/libawt.so");

    assertThat(used.keptBy(new JavaRuntime()))
        .containsExactly(
            "/usr/lib/jvm/java-17/lib/jvm.cfg",
            "/usr/lib/jvm/java-17/lib/libfontmanager.so",
            "/usr/lib/jvm/java-17/release");
  }

  @Test
  void knowsARuntimeOfJava8() throws IOException {
    UsedTree used =
        UsedTree.with("/opt/jre/lib/rt.jar", "/opt/jre/lib/amd64/libnet.so")
            .opened("/opt/jre/lib/rt.jar");

    assertThat(used.keptBy(new JavaRuntime())).containsExactly("/opt/jre/lib/amd64/libnet.so");
  }
}
