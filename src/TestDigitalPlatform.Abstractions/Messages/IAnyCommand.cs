namespace TestDigitalPlatform;

#pragma warning disable CA1040 // What a process sends is held as a list of commands with different answers.
/// <summary>Any command, whatever its answer.</summary>
public interface IAnyCommand;
#pragma warning restore CA1040
