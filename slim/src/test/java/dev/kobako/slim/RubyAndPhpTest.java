package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Ruby and PHP, run with the closures of programs alone. */
@Timeout(120)
class RubyAndPhpTest {
  @TempDir Path folder;

  @Test
  void runsRubyWithItsLibraryAndAGem() throws IOException, InterruptedException {
    Path root =
        DebianRoot.of(
            folder,
            "ruby3.1",
            "libruby3.1",
            "rake",
            "ruby-rubygems",
            "libyaml-0-2",
            "libc6",
            "libcrypt1",
            "libgmp10",
            "zlib1g",
            "libssl3",
            "libgcc-s1",
            "libffi8");
    Path app = Files.createDirectories(root.resolve("app/lib"));
    Files.writeString(app.resolve("own.rb"), "module Own; autoload :More, '/app/lib/more'; end\n");
    Files.writeString(app.resolve("more.rb"), "module Own; module More; HI = 'hi'; end; end\n");
    Files.writeString(
        app.resolve("../main.rb"),
        """
        require 'json'
        require 'net/http'
        require "yaml"
        require 'rake'
        require_relative 'lib/own'
        puts JSON.generate(a: 1), YAML.load("a: 2")["a"], Own::More::HI, Rake::VERSION[0, 3]
        puts "é".encode("EUC-JP").bytes.size
        puts $LOADED_FEATURES.grep(/^\\//)
        """);

    HostClosure closure = HostClosure.in(root, "/usr/bin/ruby3.1", "/app/main.rb");

    String out = closure.output(folder);
    assertThat(out).startsWith("{\"a\":1}\n2\nhi\n13.\n3\n");
    assertThat(out.lines().skip(5)).hasSizeGreaterThan(50).allMatch(closure::has);
    assertThat(closure.has("/usr/lib/ruby/3.1.0/irb.rb")).isFalse();
  }

  @Test
  void runsPhpWithItsExtensionsAndIncludedFiles() throws IOException, InterruptedException {
    Path root =
        DebianRoot.of(
            folder,
            "php8.2-cli",
            "php8.2-common",
            "libc6",
            "libargon2-1",
            "libsodium23",
            "libxml2",
            "libicu72",
            "libstdc++6",
            "libgcc-s1",
            "liblzma5",
            "libssl3",
            "libpcre2-8-0",
            "zlib1g",
            "tzdata",
            "libedit2",
            "libbsd0",
            "libmd0",
            "libtinfo6");
    Path settings = Files.createDirectories(root.resolve("etc/php/8.2/cli/conf.d"));
    Files.writeString(settings.resolve("20-ctype.ini"), "; x\nextension=ctype.so\n");
    Path app = Files.createDirectories(root.resolve("app/lib"));
    Files.writeString(app.resolve("a.php"), "<?php function a() { return 'a'; }");
    Files.writeString(app.resolve("b.php"), "<?php function b() { return 'b'; }");
    Files.writeString(
        app.resolve("../main.php"),
        """
        <?php
        require_once __DIR__ . '/lib/a.php';
        include('app/lib/b.php');
        echo a(), b(), ctype_digit("12") ? "c" : "", "\\n";
        echo date_create('2024-01-01 12:00', new DateTimeZone('Asia/Tokyo'))->format('c'), "\\n";
        """);

    HostClosure closure = HostClosure.in(root, "/usr/bin/php8.2", "/app/main.php");

    assertThat(closure.output(folder)).isEqualTo("abc\n2024-01-01T12:00:00+09:00\n");
    assertThat(closure.has("/usr/lib/php/20220829/ffi.so")).isFalse();
  }
}
