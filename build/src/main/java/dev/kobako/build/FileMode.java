package dev.kobako.build;
interface FileMode { static FileMode parse(String t) { return null; } }
