using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Hosting.Binding.Validation;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Walks through a query string once, in the order it was sent. Used by generated binders.</summary>
public ref struct QueryReader
{
    private readonly RequestBinding binding;
    private readonly FieldSet fields;
    private QueryStringEnumerable.Enumerator parameters;
    private ReadOnlyMemory<char> name;
    private int fieldLength;
    private UInt128 sent;
    private bool repeated;

    internal QueryReader(RequestBinding binding, FieldSet fields, QueryString query)
    {
        (this.binding, this.fields) = (binding, fields);
        parameters = new QueryStringEnumerable(query.Value).GetEnumerator();
    }

    /// <summary>The number of the field that stands here.</summary>
    public int Field { get; private set; }

    private readonly ReadOnlySpan<char> Value => parameters.Current.DecodeValue().Span;

    /// <summary>Goes to the next parameter that is known; those that are not become errors.</summary>
    public bool Next()
    {
        while (parameters.MoveNext())
        {
            name = parameters.Current.DecodeName();
            if (name.Length == 0 && parameters.Current.EncodedValue.Length == 0)
                continue;
            var dot = name.Span.IndexOf('.');
            fieldLength = dot < 0 ? name.Length : dot;
            Field = fields.Find(name.Span[..fieldLength]);
            if (Field < 0 || (dot >= 0 && fields[Field].Operators == Operators.None))
            {
                RefuseUnknown();
                continue;
            }

            var bit = UInt128.One << Field;
            repeated = (sent & bit) != 0;
            sent |= bit;
            if (PercentText.IsDecodable(parameters.Current.EncodedValue.Span))
                return true;
            var shown = Text.Shown(name.Span);
            binding.Add(shown, "invalid_text", PercentText.NotDecodable(shown));
        }

        return false;
    }

    /// <summary>Reads a single value; sent twice, it is an error.</summary>
    public readonly void Read<T>(Field<T> field, ref T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (repeated)
            RefuseRepeated(field.Name);
        else if (binding.TryRead(field, Value, out T parsed) && binding.Keeps(field, parsed))
            value = parsed;
    }

    /// <summary>Reads the values of a list: sent several times, or once with commas.</summary>
    public readonly void Read<T>(Field<T> field, ref List<T>? values)
    {
        ArgumentNullException.ThrowIfNull(field);
        values ??= [];
        var words = new Words(parameters.Current, typeof(T) == typeof(string));
        while (words.Next())
        {
            if (values.Count == FilterValues<T>.MaxValues)
            {
                RefuseMore(field.Name);
                return;
            }

            if (binding.TryRead(field, words.Word, out T value))
                values.Add(value);
        }
    }

    /// <summary>Reads one more condition of a filter.</summary>
    public readonly void Read<T>(FilterField<T> field, ref FilterValues<T> values)
    {
        ArgumentNullException.ThrowIfNull(field);
        var text = fieldLength == name.Length ? default : name.Span[(fieldLength + 1)..];
        var @operator = fieldLength + 1 == name.Length ? Operators.None : OperatorText.Parse(text);
        var sentName = name.Length > 100 ? field.Name : name.ToString();
        if (@operator == Operators.None)
            binding.Add(
                sentName, "unknown_operator", $"Unknown operator '{Text.Shown(text)}'. Supported: {Forms(field)}.");
        else if ((field.Operators & @operator) == 0)
            binding.Add(
                sentName, "operator_not_allowed",
                $"'{field.Name}' does not support this operator. Supported: {Forms(field)}.");
        else
            Read(field, @operator, sentName, ref values);
    }

    /// <summary>Whether a field was sent.</summary>
    public readonly bool Has(int field) => (sent & (UInt128.One << field)) != 0;

    /// <summary>Ends the reading: what had to be sent and was not becomes an error.</summary>
    /// <returns>Whether nothing at all is wrong, so that the message can be made.</returns>
    public readonly bool Done()
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].IsRequired && !Has(i))
                binding.Add(fields[i].Name, "required", $"'{fields[i].Name}' is required.");
        }

        return !binding.Failed;
    }

    private readonly void Read<T>(
        FilterField<T> field, Operators @operator, string sentName, ref FilterValues<T> values)
    {
        if (@operator is Operators.Equal or Operators.NotEqual)
        {
            ReadWords(field, @operator, sentName, ref values);
            return;
        }

        if (values.Has(@operator))
            RefuseRepeated(sentName);
        else if (@operator is not Operators.Null && binding.TryRead(field, Value, out T compared, sentName)
            && (@operator is Operators.Contains or Operators.StartsWith || Keeps(field, compared, sentName)))
            values.Add(new FilterCondition<T>(@operator, [compared]));
        else if (@operator is Operators.Null && binding.TryRead(field, Value, out bool isNull, sentName))
            values.Add(new FilterCondition<T>(Operators.Null, []) { IsNull = isNull });
    }

    private readonly void ReadWords<T>(
        FilterField<T> field, Operators @operator, string sentName, ref FilterValues<T> values)
    {
        var words = new Words(parameters.Current, typeof(T) == typeof(string));
        while (words.Next())
        {
            if (values.IsFull)
            {
                RefuseMore(sentName);
                return;
            }

            if (!binding.TryRead(field, words.Word, out T value, sentName) || !Keeps(field, value, sentName))
                continue;
            if (@operator is Operators.Equal)
                values.AddAny(value);
            else
                values.Add(new FilterCondition<T>(Operators.NotEqual, [value]));
        }
    }

    private readonly bool Keeps<T>(FilterField<T> field, T value, string sentName) =>
        field.Rules.Length == 0 || Rules.Check(binding, sentName, value, field.Rules);

    private readonly void RefuseMore(string sentName) =>
        binding.Add(sentName, "too_many", $"'{sentName}' takes at most {FilterValues<int>.MaxValues} values.");

    private readonly void RefuseRepeated(string sentName) =>
        binding.Add(sentName, "repeated_parameter", $"'{sentName}' takes one value; it was sent more than once.");

    private readonly void RefuseUnknown()
    {
        var shown = Text.Shown(name.Span);
        binding.Add(shown, "unknown_parameter", $"Unknown parameter '{shown}'. Known parameters: {fields.Known}.");
    }

    private static string Forms(Field field) => OperatorText.Forms(field.Name, field.Operators);
}
