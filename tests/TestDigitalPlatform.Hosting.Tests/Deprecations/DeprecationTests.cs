using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Deprecations;

namespace TestDigitalPlatform.Hosting.Tests.Deprecations;

public sealed class DeprecationTests
{
    [Theory]
    [InlineData(typeof(Vague), "is deprecated since 'soon'")]
    [InlineData(typeof(Endless), "ends on '2027'")]
    [InlineData(typeof(Hasty), "give callers time to migrate")]
    [InlineData(typeof(Lost), "is replaced by String, which has no route")]
    public void What_cannot_be_told_is_refused_at_the_start(Type message, string told)
    {
        var error = Should.Throw<PlatformException>(
            () => DeprecationExtensions.Check([Of(message), Of(typeof(Fresh))]));

        error.Code.ShouldBe("TDP0305");
        error.Message.ShouldContain(told);
    }

    [Fact]
    public void What_is_not_deprecated_has_nothing_to_tell()
    {
        Should.NotThrow(() => DeprecationExtensions.Check([Of(typeof(Fresh))]));
        Deprecation.Of(Of(typeof(Fresh))).ShouldBeNull();
    }

    private static Operation Of(Type message) =>
        new() { Message = message, Answer = typeof(Nothing), IsCommand = true, Method = "POST", Path = "/x" };

    [Deprecated("soon")]
    private sealed record Vague;

    [Deprecated("2026-12-01", Sunset = "2027")]
    private sealed record Endless;

    [Deprecated("2026-12-01", Sunset = "2026-12-01")]
    private sealed record Hasty;

    [Deprecated("2026-12-01", Successor = typeof(string))]
    private sealed record Lost;

    private sealed record Fresh;
}
