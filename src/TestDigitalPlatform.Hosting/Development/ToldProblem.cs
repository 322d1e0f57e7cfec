using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Development;

/// <summary>What the caller of a request was told; kept in Development only.</summary>
internal sealed class ToldProblem
{
    internal Problem? Problem { get; set; }
}
