using System.Xml.Linq;
using TestDigitalPlatform.Hosting.OpenApi.Comments;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class DocMarkdownTests
{
    [Theory]
    [InlineData("One\n      line.", "One line.")]
    [InlineData("""See <see cref="T:Requests.RequestStatus"/>.""", "See `RequestStatus`.")]
    [InlineData("""Or <see cref="P:Requests.Request.SubmittedAt"/>.""", "Or `submittedAt`.")]
    [InlineData("""Or <see cref="M:Requests.Request.Close(System.String)"/>.""", "Or `close`.")]
    [InlineData("""<see cref="T:Platform.Page`1"/> of it.""", "`Page` of it.")]
    [InlineData("""Not <see langword="null"/>, <c>x &lt; y</c>.""", "Not `null`, `x < y`.")]
    [InlineData("""As <paramref name="Title"/> says.""", "As `title` says.")]
    [InlineData("""By <see href="https://example.com/rfc">the RFC</see>.""", "By [the RFC](https://example.com/rfc).")]
    [InlineData("First.<para>Second.</para>", "First.\n\nSecond.")]
    [InlineData("A title.<example>Printer</example>", "A title.")]
    [InlineData("  ", null)]
    public void Flattens_a_doc_comment(string comment, string? expected) =>
        DocMarkdown.Of(XElement.Parse($"<summary>{comment}</summary>", LoadOptions.PreserveWhitespace)).ShouldBe(expected);
}
