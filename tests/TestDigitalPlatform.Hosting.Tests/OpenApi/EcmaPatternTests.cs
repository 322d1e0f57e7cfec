using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Text.Json;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class EcmaPatternTests
{
    private static readonly string[] Texts =
    [
        "", "a", "abc", "ABC", "a-b", "12", "\u0663", "Ünïted", "a b", "a\nb", "abc\n", "x_y", "{1}", "[a]", "a.b", "a]", "^", "-", "é", "aeiou", "ab1",
        "foo@bar", "a/b", "\\", "\u2028", "zz", "Ж",
    ];

    [Theory]
    [InlineData("[a-z]+")]
    [InlineData("^[a-z]+$")]
    [InlineData(@"\A[a-z]+\z")]
    [InlineData(@"\A[a-z]+\Z")]
    [InlineData(@"\d+")]
    [InlineData(@"[\d]{2}")]
    [InlineData(@"\w+")]
    [InlineData(@"[\w-]+")]
    [InlineData(@"[^\w]")]
    [InlineData(@"\W")]
    [InlineData(@"\D+")]
    [InlineData("a.b")]
    [InlineData(".")]
    [InlineData(@"a\-b")]
    [InlineData(@"\{1\}")]
    [InlineData("[[]a]")]
    [InlineData(@"[a\]]+")]
    [InlineData("a]")]
    [InlineData(@"foo\@bar")]
    [InlineData("a/b")]
    [InlineData(@"\p{Lu}+")]
    [InlineData("(?<first>[a-z])-(?:b)")]
    [InlineData(@"([a-z])\1")]
    [InlineData("(?=.*[0-9])[a-z0-9]+")]
    [InlineData(@"\x61bc")]
    [InlineData(@"[\^\-]")]
    public void Fits_the_same_texts_in_JavaScript_as_the_attribute_does(string pattern)
    {
        var attribute = new RegularExpressionAttribute(pattern);
        var expected = Texts.Where(t => t.Length > 0).Where(attribute.IsValid);

        InJavaScript.Value[EcmaPattern.Of(pattern).ShouldNotBeNull()].ShouldBe(expected);
    }

    [Theory]
    [InlineData("(?i)[a-z]+")]
    [InlineData("(?i:abc)")]
    [InlineData("(?>a+)b")]
    [InlineData("[a-z-[aeiou]]+")]
    [InlineData(@"\p{IsCyrillic}+")]
    [InlineData(@"\bword\b")]
    [InlineData(@"\Gabc")]
    [InlineData("(?#a comment)a")]
    [InlineData("(?'name'a)")]
    [InlineData("(?(a)b|c)")]
    [InlineData("[a-")]
    [InlineData("{1}")]
    [InlineData("(")]
    [InlineData("a**")]
    [InlineData(@"\0")]
    public void Says_nothing_where_JavaScript_has_no_such_pattern(string pattern) => EcmaPattern.Of(pattern).ShouldBeNull();

    // For each pattern the texts that it fits, of one start of node for all of them.
    private static readonly Lazy<IReadOnlyDictionary<string, string[]>> InJavaScript = new(() =>
    {
        const string Script = "const [ps, t] = JSON.parse(process.argv[1]); const of = p => { const r = new RegExp(p, 'u');"
            + " return t.filter(x => x.length > 0 && r.test(x)); };"
            + " console.log(JSON.stringify(Object.fromEntries(ps.map(p => [p, of(p)]))))";
        var patterns = typeof(EcmaPatternTests).GetMethod(nameof(Fits_the_same_texts_in_JavaScript_as_the_attribute_does))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>()
            .Select(data => EcmaPattern.Of((string)data.Data[0]!)).OfType<string>();
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add(JsonSerializer.Serialize(new object[] { patterns, Texts }));
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        node.ExitCode.ShouldBe(0, node.StandardError.ReadToEnd());
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(output)!;
    });
}
