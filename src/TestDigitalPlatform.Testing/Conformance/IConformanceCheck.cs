namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>Looks whether a service keeps one promise, whatever the test framework.</summary>
internal interface IConformanceCheck
{
    /// <summary>The promise in one sentence, for the message of a failure.</summary>
    string Promise { get; }

    /// <summary>What the service has to be started with for this.</summary>
    string[] Settings => [];

    Task Run(ConformanceSession session, List<Finding> findings);
}
