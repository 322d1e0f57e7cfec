using Microsoft.Extensions.Options;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>Gathers what is wrong with a service's configuration, so that all of it is told at once.</summary>
internal sealed class StartErrors
{
    private readonly List<PlatformException> found = [];

    internal void Add(IEnumerable<PlatformException> errors) => found.AddRange(errors);

    /// <summary>Does a step of the composition, and notes what it finds wrong.</summary>
    internal void Try(Action step)
    {
        try
        {
            step();
        }
        catch (PlatformException e)
        {
            found.Add(e);
        }
        catch (OptionsValidationException e)
        {
            found.AddRange(Of(e));
        }
    }

    /// <exception cref="PlatformException">One thing is wrong.</exception>
    /// <exception cref="AggregateException">Several things are wrong.</exception>
    internal void Throw()
    {
        if (found.Count == 1)
            throw found[0];
        if (found.Count > 1)
            throw new AggregateException(
                string.Join(Environment.NewLine, found.Select(error => error.Message)), found);
    }

    /// <summary>What options of ours or of a team's are refused for, each with a code.</summary>
    internal static IEnumerable<PlatformException> Of(OptionsValidationException e) => e.Failures.Select(
        failure => failure.StartsWith("TDP", StringComparison.Ordinal) && failure.IndexOf(": ", StringComparison.Ordinal) is 7
            ? new PlatformException(failure[..7], failure[9..])
            : new PlatformException("TDP0303", $"{e.OptionsType.Name} can't be used: {failure}"));
}
