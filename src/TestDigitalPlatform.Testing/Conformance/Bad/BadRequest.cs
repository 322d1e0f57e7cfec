namespace TestDigitalPlatform.Testing.Conformance.Bad;

/// <summary>A request that no decent client would send.</summary>
/// <param name="What">What is wrong with it, in a few words.</param>
/// <param name="Request">The request.</param>
/// <param name="IsMalformed">Whether nobody could rightly do what it asks, so that a success is wrong too.</param>
internal sealed record BadRequest(string What, HttpRequestMessage Request, bool IsMalformed = false)
{
    private const int MaxShown = 60;

    internal static string Shown(string value) =>
        value.Length > MaxShown ? $"{value[..MaxShown]}… ({value.Length} characters)" : value;
}
