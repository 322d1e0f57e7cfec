using System.Globalization;
using System.Text;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>One look at what stands at a field: where it is, and what was found wrong.</summary>
internal sealed class ShapeCheck(RequestBinding binding, string name)
{
    internal const int MostStructures = 20_000;

    private const int MostOfPath = 150;

    // Names and numbers from the outside in; put together for an error only.
    private readonly List<string?> names = [];
    private readonly List<int> numbers = [];

    internal bool Failed { get; private set; }

    /// <summary>Whether it is no use to look further.</summary>
    internal bool IsFull => binding.IsFull || binding.Structures > MostStructures;

    /// <summary>Counts one more object or list; a small body could become a large heap of them.</summary>
    /// <returns>Whether there may be so many.</returns>
    internal bool Opens()
    {
        if (++binding.Structures == MostStructures + 1)
            Add("too_many", $"The body has more than {MostStructures} objects and arrays.");
        return binding.Structures <= MostStructures;
    }

    internal string Path
    {
        get
        {
            var path = new StringBuilder(name);
            for (var i = 0; i < names.Count; i++)
            {
                _ = names[i] is { } member
                    ? path.Append('.').Append(member)
                    : path.Append(CultureInfo.InvariantCulture, $"[{numbers[i]}]");
            }

            return Text.Shown(path.ToString(), MostOfPath);
        }
    }

    internal void Enter(string member) => Enter(member, 0);

    internal void Enter(int number) => Enter(null, number);

    internal void Leave()
    {
        names.RemoveAt(names.Count - 1);
        numbers.RemoveAt(numbers.Count - 1);
    }

    internal void Add(string code, Phrase message)
    {
        Failed = true;
        binding.Add(Path, code, message);
    }

    /// <summary>Says something about a member of what is looked at.</summary>
    internal void Add(string member, string code, Func<string, Phrase> message)
    {
        Enter(member);
        Add(code, message(Path));
        Leave();
    }

    private void Enter(string? member, int number)
    {
        names.Add(member);
        numbers.Add(number);
    }
}
