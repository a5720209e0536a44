package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "hello" {
		page, _ := os.ReadFile("templates/index.html")
		fmt.Print("hello ", string(page))
		return
	}
	http.ListenAndServe(":8080", http.FileServer(http.Dir("templates")))
}
