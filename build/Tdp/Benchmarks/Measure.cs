namespace Tdp.Benchmarks;

/// <summary>Something that can be measured, as its project file declares it.</summary>
/// <param name="Project">The path of the project file.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="Minutes">How long it takes on a quiet machine with two processors.</param>
/// <param name="Description">What it compares, in a few words.</param>
internal sealed record Measure(string Project, string Name, double Minutes, string Description);
