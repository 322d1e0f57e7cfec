namespace ReferenceHost;

/// <summary>How the reference host was asked to run.</summary>
/// <param name="DataFolder">Where the database is kept.</param>
/// <param name="Port">The front page's port; 0 for any.</param>
/// <param name="WithDemo">Whether an empty platform is filled with demo data.</param>
/// <param name="Services">Assemblies of services to host beside the samples.</param>
internal sealed record HostSettings(string DataFolder, int Port, bool WithDemo, IReadOnlyList<string> Services)
{
    /// <summary>The port of the n-th service, from 1.</summary>
    internal int PortOf(int service) => Port == 0 ? 0 : Port + service;
}
