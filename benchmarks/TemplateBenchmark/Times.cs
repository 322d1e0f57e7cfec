namespace TestDigitalPlatform.Benchmarks.Template;

/// <summary>How long a newcomer waits.</summary>
/// <param name="NewToGreen">From <c>dotnet new tdp-service</c> until every test of the service has passed.</param>
/// <param name="RunToAnswer">From <c>dotnet run</c> to the first answer out of the database.</param>
/// <param name="RunBuiltToAnswer">The same without looking whether something is to be built.</param>
internal sealed record Times(TimeSpan NewToGreen, TimeSpan RunToAnswer, TimeSpan RunBuiltToAnswer);
