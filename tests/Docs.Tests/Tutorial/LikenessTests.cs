using Docs.Tests.Pages;

namespace Docs.Tests.Tutorial;

public sealed class LikenessTests
{
    [Theory]
    [InlineData("json", """{ "id": 1, "at": "now" }""", """{"id":2,"at":"then"}""")]
    [InlineData("text", "listens on 127.0.0.1:5080\nin … folder", "It listens on 127.0.0.1:41234\nin a folder.")]
    [InlineData("text", "HTTP/1.1 200 OK\nETag: \"1\"", "HTTP/1.1 200 OK\nDate: today\nETag: \"2\"")]
    public void What_differs_by_numbers_and_values_only_is_alike(string language, string shown, string written) =>
        Should.NotThrow(() => Likeness.Check(new Block(language, shown, Line: 1), written));

    [Theory]
    [InlineData("json", """{ "id": 1, "at": "now" }""", """{"id":2}""")]
    [InlineData("json", """{ "id": 1 }""", """{"id":"2"}""")]
    [InlineData("text", "Test run summary: Passed!", "Test run summary: Failed!")]
    [InlineData("text", "first … second", "second, then first")]
    [InlineData("text", "HTTP/1.1 200 OK", "HTTP/1.1 503 Service Unavailable")]
    public void What_differs_by_words_is_not(string language, string shown, string written) =>
        Should.Throw<ShouldAssertException>(() => Likeness.Check(new Block(language, shown, Line: 1), written));
}
